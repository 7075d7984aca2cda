import { onChangeElsewhere, recall, remember } from './store.js';

export const MOST_OF_ONE = 1_000_000;
const NAME = 'cart';

/** What the visitor means to buy; it outlives a reload and is the same in every tab. */
export class Cart extends EventTarget {
    #lines = readable(recall(NAME, []));

    constructor() {
        super();
        onChangeElsewhere(NAME, () => {
            this.#lines = readable(recall(NAME, []));
            this.#changed();
        });
    }

    /** In the order in which they were first added. */
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

    /** A quantity of none takes the line out. */
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

    /** Takes out what was ordered and leaves what was added since. */
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

/** What was kept may be of an older page, or written by hand. */
function readable(kept) {
    return Array.isArray(kept)
        ? kept.filter(line => typeof line?.sku === 'string' && Number.isInteger(line.quantity) && line.quantity > 0)
        : [];
}
