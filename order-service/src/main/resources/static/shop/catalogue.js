import { products } from './api.js';

/** The shop's answer may be a second old; asking sooner would show the stock from before the order. */
const STOCK_SETTLES_MS = 1200;

/** What can be bought, as the shop told it last. */
export class Catalogue extends EventTarget {
    #bySku = null;
    #later;

    get known() {
        return this.#bySku !== null;
    }

    get all() {
        return this.known ? [...this.#bySku.values()] : [];
    }

    find(sku) {
        return this.#bySku?.get(sku);
    }

    nameOf(sku) {
        return this.find(sku)?.name ?? sku;
    }

    async refresh() {
        clearTimeout(this.#later);
        let answer;
        try {
            answer = await products();
        } catch (failure) {
            this.#changed(failure);
            return;
        }
        this.#bySku = new Map(answer.products.map(product => [product.sku, product]));
        this.#changed(null);
    }

    refreshSoon() {
        clearTimeout(this.#later);
        this.#later = setTimeout(() => this.refresh(), STOCK_SETTLES_MS);
    }

    /** @param failure why what is known is not fresh, or null */
    #changed(failure) {
        this.dispatchEvent(new CustomEvent('change', { detail: failure }));
    }
}
