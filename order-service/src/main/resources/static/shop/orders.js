import { checkouts } from './api.js';
import { byId, tell } from './dom.js';
import { Order } from './order.js';

const PAGE = 8;
const MOST_OPEN_AT_FIRST = 3;
const TICK_MS = 200;

/** The customer's checkouts, newest first; pending ones are expanded. */
export class Orders {
    #byId = new Map();
    #next = null;

    /** @param ended called with a checkout that has ended, or of which a return has */
    constructor(customer, catalogue, ended) {
        Object.assign(this, { customer, catalogue, ended });
        byId('orders-older').addEventListener('click', () => this.#older());
        byId('orders-problem').querySelector('button').addEventListener('click', () => this.load());
        catalogue.addEventListener('change', () => this.#byId.forEach(order => order.name()));
        setInterval(() => this.#byId.forEach(order => order.pending && order.tick()), TICK_MS);
    }

    async load() {
        const page = await this.#page(null);
        if (page) {
            page.filter(order => !order.pending).forEach(order => this.ended(order.view));
            page.filter(order => order.pending).slice(0, MOST_OPEN_AT_FIRST).forEach(order => order.open());
        }
    }

    /** Shows a checkout that was just placed, and moves the focus to it unless the visitor has moved it elsewhere. */
    placed(view) {
        const order = this.#byId.get(view.checkoutId) ?? this.#remember(view);
        byId('orders-list').prepend(order.element);
        this.#empty();
        order.open();
        if (document.activeElement === document.body || byId('cart').contains(document.activeElement)) {
            order.focus();
        }
    }

    async #older() {
        const page = await this.#page(this.#next);
        page?.[0]?.focus();
    }

    async #page(cursor) {
        let answer;
        try {
            answer = await checkouts(this.customer, PAGE, cursor);
        } catch (failure) {
            tell(byId('orders-problem'), failure.message);
            return null;
        }
        const fresh = answer.checkouts
            .filter(view => !this.#byId.has(view.checkoutId))
            .map(view => this.#remember(view));
        byId('orders-list').append(...fresh.map(order => order.element));
        this.#next = answer.nextCursor ?? null;
        byId('orders-older').hidden = this.#next === null;
        tell(byId('orders-problem'), null);
        this.#empty();
        return fresh;
    }

    #remember(view) {
        const order = new Order(view, this.catalogue, () => {
            this.catalogue.refreshSoon();
            this.ended(order.view);
        });
        this.#byId.set(view.checkoutId, order);
        return order;
    }

    #empty() {
        byId('orders-empty').hidden = this.#byId.size > 0;
    }
}
