import { MOST_OF_ONE } from './cart.js';
import { fromTemplate, part, tell, write, writeParts } from './dom.js';
import { number, price, times } from './words.js';

/** One line of the cart: a product, its quantity and a note about its availability. */
export class CartLine {
    element = fromTemplate('cart-line');
    #quantity = 0;

    constructor(sku, cart) {
        this.sku = sku;
        this.cart = cart;
        this.element.dataset.sku = sku;
        this.#on('less', 'click', () => this.#set(Math.max(1, this.#quantity - 1)));
        this.#on('more', 'click', () => this.#set(Math.min(MOST_OF_ONE, this.#quantity + 1)));
        this.#on('remove', 'click', () => this.#set(0));
        this.#on('quantity', 'change', () => this.#typed());
        this.#on('quantity', 'keydown', press => {
            if (press.key === 'Enter') {
                press.preventDefault(); // Enter confirms the number and does not submit the order
                this.#typed();
            }
        });
    }

    show(quantity, catalogue) {
        const product = catalogue.find(this.sku);
        this.#quantity = quantity;
        part(this.element, 'quantity').value = quantity;
        part(this.element, 'less').disabled = quantity === 1;
        writeParts(this.element, {
            name: catalogue.nameOf(this.sku),
            sum: product ? price(times(product.price, quantity)) : '',
        });
        this.#name(catalogue.nameOf(this.sku));
        tell(part(this.element, 'note'), catalogue.known ? note(product, quantity) : null);
    }

    complain(why) {
        tell(part(this.element, 'wrong'), why);
    }

    #on(name, event, listener) {
        part(this.element, name).addEventListener(event, listener);
    }

    #set(quantity) {
        this.complain(null);
        this.cart.set(this.sku, quantity);
    }

    #typed() {
        const input = part(this.element, 'quantity');
        const wanted = Number(input.value);
        if (input.value !== '' && Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST_OF_ONE) {
            this.#set(wanted);
        } else {
            input.value = this.#quantity;
            this.complain(`A whole number from 1 to ${number(MOST_OF_ONE)}, please.`);
        }
    }

    #name(product) {
        const labels = { less: 'One less of', more: 'One more of', quantity: 'Quantity of', remove: 'Remove' };
        Object.entries(labels).forEach(([name, what]) =>
            part(this.element, name).setAttribute('aria-label', `${what} ${product}`));
        this.element.querySelector('[role="group"]').setAttribute('aria-label', `How many of ${product}`);
        write(part(this.element, 'remove'), 'Remove');
    }
}

/** Advice only: whether enough is left is decided by the reservation. */
function note(product, quantity) {
    if (!product) {
        return 'No longer on the shelf. Remove it to check out.';
    }
    const { available } = product;
    if (!Number.isFinite(available) || quantity <= available) {
        return null;
    }
    return available === 0
        ? 'Sold out just now. Order it anyway to see an order being turned down.'
        : `Only ${number(available)} left. An order for more is turned down.`;
}
