import { onChangeElsewhere, recall, remember } from './store.js';

export const MOST_OF_ONE = 1_000_000;
const NAME = 'cart';

/** The visitor's cart. It survives a reload and is shared by all tabs. */
export class Cart extends EventTarget {
    #lines = readable(recall(NAME, []));

    constructor() {
        super();
        onChangeElsewhere(NAME, () => {
            this.#lines = readable(recall(NAME, []));
            this.#changed();
        });
    }

    /** The lines in the order in which they were first added. */
    get lines() {
        return this.#lines.map(line => ({ ...line }));
    }

    get count() {
        return this.#lines.reduce((all, line) => all + line.quantity, 0);
    }

    quantityOf(sku) {
        return this.#lines.find(line => line.sku === sku)?.quantity ?? 0;
    }

    add(sku) {
        this.set(sku, this.quantityOf(sku) + 1);
    }

    /** A quantity below 1 removes the line. */
    set(sku, quantity) {
        const wanted = Math.min(MOST_OF_ONE, quantity);
        if (wanted < 1) {
            this.#keep(this.#lines.filter(line => line.sku !== sku));
        } else if (this.quantityOf(sku) === 0) {
            this.#keep([...this.#lines, { sku, quantity: wanted }]);
        } else {
            this.#keep(this.#lines.map(line => (line.sku === sku ? { sku, quantity: wanted } : line)));
        }
    }

    /** Removes what was ordered and keeps what was added since. */
    ordered(lines) {
        const bought = new Map(lines.map(line => [line.sku, line.quantity]));
        this.#keep(this.#lines
            .map(({ sku, quantity }) => ({ sku, quantity: quantity - (bought.get(sku) ?? 0) }))
            .filter(line => line.quantity > 0));
    }

    #keep(lines) {
        this.#lines = lines;
        remember(NAME, lines);
        this.#changed();
    }

    #changed() {
        this.dispatchEvent(new Event('change'));
    }
}

/** The stored value may come from an older version of the page or have been edited by hand. */
function readable(kept) {
    return Array.isArray(kept)
        ? kept.filter(line => typeof line?.sku === 'string' && Number.isInteger(line.quantity) && line.quantity > 0)
        : [];
}
