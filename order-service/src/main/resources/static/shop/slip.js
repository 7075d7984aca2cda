import { Refusal } from './api.js';
import { announce, byId, focusOn, reveal, tell, write } from './dom.js';
import { CartLine } from './line.js';
import { chosenPayment, paymentIsWrong } from './payment.js';
import { complaint, items, price, sums, times } from './words.js';

/** The cart as a slip of paper: its lines, the total and the button that places the order. */
export class Slip {
    #lines = new Map();

    /** @param ordered called with each checkout that was accepted */
    constructor({ cart, catalogue, till, customer, ordered }) {
        Object.assign(this, { cart, catalogue, till, customer, ordered });
        cart.addEventListener('change', () => this.#show());
        catalogue.addEventListener('change', () => this.#show());
        byId('cart-form').addEventListener('submit', submit => {
            submit.preventDefault();
            this.#checkOut();
        });
        this.#show();
        if (till.open) {
            this.#showOutcome(till.settle(this.#waiting));
        }
    }

    #show() {
        const { lines, count } = this.cart;
        const shown = lines.map(line => this.#line(line));
        [...this.#lines.keys()]
            .filter(sku => !lines.some(line => line.sku === sku))
            .forEach(sku => this.#drop(sku));
        shown.forEach(line => {
            if (!line.element.isConnected) {
                byId('cart-lines').append(line.element);
            }
        });
        byId('cart-rest').hidden = count === 0;
        byId('cart-empty').hidden = count > 0;
        write(byId('cart-count'), count ? items(count) : '');
        this.#total(lines);
        this.#button();
    }

    #line({ sku, quantity }) {
        const line = this.#lines.get(sku) ?? new CartLine(sku, this.cart);
        this.#lines.set(sku, line);
        line.show(quantity, this.catalogue);
        return line;
    }

    /** Keeps the focus in the cart when the focused line is removed. */
    #drop(sku) {
        const { element } = this.#lines.get(sku);
        const next = element.nextElementSibling ?? element.previousElementSibling;
        const hadFocus = element.contains(document.activeElement);
        element.remove();
        this.#lines.delete(sku);
        if (hadFocus) {
            focusOn(next?.querySelector('[data-part="remove"]') ?? byId('cart'));
        }
    }

    #total(lines) {
        const known = lines.filter(line => this.catalogue.find(line.sku));
        const amounts = known.map(({ sku, quantity }) => times(this.catalogue.find(sku).price, quantity));
        const total = sums(amounts).map(price).join(' + ');
        write(byId('cart-total'), total);
        write(byId('bar-cart'), this.cart.count ? `${items(this.cart.count)} ${total && `· ${total}`}` : 'is empty');
    }

    #button() {
        const button = byId('check-out');
        button.hidden = this.cart.count === 0 && !this.till.busy;
        if (!this.till.busy) {
            const total = byId('cart-total').textContent;
            write(button, total ? `Check out · ${total}` : 'Check out');
            button.dataset.state = 'ready';
            button.removeAttribute('aria-busy');
        }
    }

    #checkOut() {
        if (this.till.busy) {
            this.till.again();
            return;
        }
        if (this.cart.count === 0) {
            return;
        }
        this.#lines.forEach(line => line.complain(null));
        paymentIsWrong(null);
        tell(byId('cart-problem'), null);
        const body = { customerId: this.customer, lines: this.cart.lines, payment: chosenPayment() };
        this.#showOutcome(this.till.order(body, this.#waiting));
    }

    /** Shows that the order is being sent, and the outcome. */
    async #showOutcome(answer) {
        const { lines } = this.till.open.body;
        this.#sending();
        try {
            const placed = await answer;
            tell(byId('cart-problem'), null);
            this.cart.ordered(lines);
            this.ordered(placed);
        } catch (failure) {
            if (!(failure instanceof Refusal)) {
                throw failure;
            }
            this.#complain(failure, lines);
        } finally {
            this.#button();
        }
    }

    #sending() {
        const button = byId('check-out');
        button.hidden = false;
        button.dataset.state = 'sending';
        button.setAttribute('aria-busy', 'true');
        write(button, 'Sending the order…');
        announce('Sending the order.');
    }

    #waiting = (failure, seconds) => {
        const button = byId('check-out');
        button.dataset.state = 'waiting';
        write(button, 'Send it again now');
        tell(byId('cart-problem'), `${failure.message} Whether the order arrived is not certain, so the same one goes `
            + `out again in ${seconds} s. It cannot be placed twice.`);
        reveal(button);
    };

    /** Shows each problem beside the field it concerns, and the others beside the button. */
    #complain({ message, errors }, lines) {
        const rest = errors.filter(error => !this.#mark(error, lines));
        const summary = rest.map(complaint).join(' ') || 'Something above has to change before the order can be taken.';
        tell(byId('cart-problem'), errors.length === 0 ? message : summary);
        reveal(byId('cart').querySelector('.wrong:not([hidden])') ?? byId('check-out'));
    }

    #mark(error, lines) {
        const at = /^lines\[(\d+)]/.exec(error.field);
        const line = at && this.#lines.get(lines[at[1]]?.sku);
        const ofPayment = error.field.startsWith('payment');
        if (line) {
            line.complain(complaint(error));
        } else if (ofPayment) {
            paymentIsWrong(complaint(error));
        }
        return Boolean(line) || ofPayment;
    }
}
