import { isCartChanged, isCheckedOut, isPriceChanged, Refusal } from './api.js';
import { announce, byId, focusOn, reveal, tell, write } from './dom.js';
import { CartLine } from './line.js';
import { chosenPayment, paymentIsWrong } from './payment.js';
import { complaint, items, price, sums, times } from './words.js';

/** The cart as a slip of paper: its lines, the total and the button that places the order. */
export class Slip {
    #lines = new Map();
    #settling = false;

    /** @param ordered called with each checkout that was accepted, and the id of its cart */
    constructor({ cart, catalogue, till, customer, ordered }) {
        Object.assign(this, { cart, catalogue, till, customer, ordered });
        cart.addEventListener('change', () => this.#show());
        cart.addEventListener('news', ({ detail }) => tell(byId('cart-news'), detail));
        cart.addEventListener('conflict', ({ detail }) => this.#conflict(detail));
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

    /** Says that somebody else was faster, and which of the visitor's changes were not made. */
    #conflict(dropped) {
        const names = dropped.map(sku => this.catalogue.nameOf(sku)).join(', ');
        const lost = dropped.length === 0 ? 'Your change was added to it.'
            : `Your change of ${names} was not made; look at it again.`;
        tell(byId('cart-news'), `The cart was changed in another window, and this is how it is now. ${lost}`);
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
        const total = this.#totals(lines).map(price).join(' + ');
        write(byId('cart-total'), total);
        write(byId('bar-cart'), this.cart.count ? `${items(this.cart.count)} ${total && `· ${total}`}` : 'is empty');
    }

    /** The sums of the lines whose prices are known, one for each currency. */
    #totals(lines) {
        const known = lines.filter(line => this.catalogue.find(line.sku));
        return sums(known.map(({ sku, quantity }) => times(this.catalogue.find(sku).price, quantity)));
    }

    #button() {
        const button = byId('check-out');
        button.hidden = this.cart.count === 0 && !this.till.busy;
        if (!this.till.busy && !this.#settling) {
            const total = byId('cart-total').textContent;
            write(button, total ? `Check out · ${total}` : 'Check out');
            button.dataset.state = 'ready';
            button.removeAttribute('aria-busy');
        }
    }

    async #checkOut() {
        if (this.till.busy) {
            this.till.again();
            return;
        }
        if (this.cart.count === 0 || this.#settling) {
            return;
        }
        this.#lines.forEach(line => line.complain(null));
        paymentIsWrong(null);
        tell(byId('cart-problem'), null);
        const { lines } = this.cart;
        if (this.#lacksPrice(lines)) {
            return;
        }
        // the total that the button shows: prices may change while the cart is on its way
        const [expectedTotal] = this.#totals(lines);
        const cart = await this.#settled();
        if (JSON.stringify(lines) === JSON.stringify(this.cart.lines)) {
            const body = { customerId: this.customer, cart, payment: chosenPayment(), expectedTotal };
            this.#showOutcome(this.till.order(body, this.#waiting));
        } else {
            this.#button();
            tell(byId('cart-problem'), 'The cart changed before it was ordered. Look at it, and check out again.');
        }
    }

    /** Nothing is ordered at a price that the visitor has not seen. */
    #lacksPrice(lines) {
        const unknown = lines.filter(line => !this.catalogue.find(line.sku));
        unknown.forEach(line =>
            this.#lines.get(line.sku).complain('Its price is not known. Check out once it is shown, or remove it.'));
        if (unknown.length > 0) {
            this.catalogue.refresh();
            reveal(this.#lines.get(unknown[0].sku).element);
        }
        return unknown.length > 0;
    }

    /** The version of the cart that has every change of the visitor. */
    async #settled() {
        this.#settling = true;
        this.#sending();
        try {
            return await this.cart.settled();
        } finally {
            this.#settling = false;
        }
    }

    /** Shows that the order is being sent, and the outcome. */
    async #showOutcome(answer) {
        const { body } = this.till.open;
        const { lines } = this.cart;
        this.#sending();
        try {
            const placed = await answer;
            tell(byId('cart-problem'), null);
            this.cart.ordered(body.cart?.id);
            this.ordered(placed, body.cart?.id);
        } catch (failure) {
            if (!(failure instanceof Refusal)) {
                throw failure;
            }
            this.#refuse(failure, lines);
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

    /** What changed meanwhile is fetched, so that the visitor decides about what there is now. */
    #refuse(failure, lines) {
        if (isPriceChanged(failure)) {
            this.catalogue.refresh();
            tell(byId('cart-problem'), `A price has changed: the total is ${price(failure.problem.total)} now, and nothing `
                + 'is ordered yet. Check out again if that suits you.');
        } else if (isCartChanged(failure) || isCheckedOut(failure)) {
            this.cart.refresh();
            tell(byId('cart-problem'), isCartChanged(failure)
                ? 'The cart was changed in another window, and nothing is ordered yet. Look at it, and check out again.'
                : 'This cart was ordered in another window already.');
        } else {
            this.#complain(failure, lines);
        }
    }

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
