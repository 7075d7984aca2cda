import { products } from './api.js';

/** The shop caches the availability for a second, so a sooner request would get the value from before the order. */
const STOCK_SETTLES_MS = 1200;

/** The product catalogue as last received. */
export class Catalogue extends EventTarget {
    #bySku = null;
    #later;
    #receivedAt = 0;

    get known() {
        return this.#bySku !== null;
    }

    get all() {
        return this.known ? [...this.#bySku.values()] : [];
    }

    get secondsSinceReceived() {
        return (performance.now() - this.#receivedAt) / 1000;
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
        this.#receivedAt = performance.now();
        this.#bySku = new Map(answer.products.map(product => [product.sku, product]));
        this.#changed(null);
    }

    refreshSoon() {
        clearTimeout(this.#later);
        this.#later = setTimeout(() => this.refresh(), STOCK_SETTLES_MS);
    }

    /** @param failure why the catalogue could not be refreshed, or null */
    #changed(failure) {
        this.dispatchEvent(new CustomEvent('change', { detail: failure }));
    }
}
