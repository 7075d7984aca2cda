import { createCart, isCheckedOut, isGone, isOutdated, isUncertain, patchCart, readCart } from './api.js';
import { onChangeElsewhere, recall, remember } from './store.js';

export const MOST_OF_ONE = 1_000_000;
const ID = 'cart-id';
const VERSION = 'cart-version';
/** The id of the cart that was sent to the shop, which may have it although no answer has come. */
const SENT = 'cart-sent';
const NOTHING = { lines: [], tag: null };
const LONGEST_WAIT_SECONDS = 8;

/**
 * The visitor's cart. The shop keeps it; this page shows it together with the changes that are on their way. Other windows
 * and browsers may change the same cart. The shop refuses a change that was made of an older version; then the cart is
 * read again, what nobody else has touched is sent again, and the rest is reported.
 *
 * Events: change; news, whose detail is a sentence or null; conflict, whose detail lists the SKUs of dropped changes.
 */
export class Cart extends EventTarget {
    #id = recall(ID, null);
    /** What the shop answered last, null if it has to be asked; without a tag, the shop has no such cart yet. */
    #known = null;
    /** The wanted quantities by SKU, 0 for a line to be removed, each with the quantity that the visitor saw before. */
    #wanted = new Map();
    #sending = null;
    #conflict = false;
    #takenBack = Promise.resolve();

    constructor() {
        super();
        if (this.#id === null) {
            this.#startNew();
        }
        onChangeElsewhere(ID, () => this.#adopt(recall(ID, this.#id)));
        onChangeElsewhere(VERSION, () => this.refresh());
        this.#send();
    }

    get id() {
        return this.#id;
    }

    /** The lines in the order in which they were first added. */
    get lines() {
        const quantities = new Map((this.#known?.lines ?? []).map(({ sku, quantity }) => [sku, quantity]));
        this.#wanted.forEach(({ quantity }, sku) =>
            (quantity > 0 ? quantities.set(sku, quantity) : quantities.delete(sku)));
        return [...quantities].map(([sku, quantity]) => ({ sku, quantity }));
    }

    get count() {
        return this.lines.reduce((all, line) => all + line.quantity, 0);
    }

    quantityOf(sku) {
        return this.#wanted.get(sku)?.quantity ?? this.#knownQuantity(sku);
    }

    add(sku) {
        this.set(sku, this.quantityOf(sku) + 1);
    }

    /** A quantity below 1 removes the line. */
    set(sku, quantity) {
        const seen = this.#wanted.get(sku)?.seen ?? this.#knownQuantity(sku);
        this.#wanted.set(sku, { quantity: Math.max(0, Math.min(MOST_OF_ONE, quantity)), seen });
        this.#tell(null);
        this.#changed();
        this.#send();
    }

    /** Waits until every change has arrived, and returns the id and the version to check out. */
    async settled() {
        await this.#send();
        return { id: this.#id, version: this.#known?.version };
    }

    /** Asks the shop for the cart, after the changes that are on their way. */
    async refresh() {
        await this.#sending;
        this.#known = this.#known && { ...this.#known, outdated: true };
        await this.#send();
    }

    /** The next change makes a new cart, because this one is checked out. */
    ordered(id) {
        if (id === this.#id) {
            this.#becomeNew();
            this.#changed();
            this.#send();
        }
    }

    /** A checkout was rejected, so its cart can be changed again, unless the visitor has begun another one. */
    takeBack(id) {
        this.#takenBack = this.#takenBack.then(() => this.#takeBackIfEmpty(id));
    }

    async #takeBackIfEmpty(id) {
        await this.#send();
        if (this.count === 0) {
            remember(ID, id);
            remember(VERSION, 0); // it exists, at a version to be asked for
            this.#adopt(id);
            await this.#send();
        }
    }

    #startNew() {
        this.#id = crypto.randomUUID();
        this.#known = NOTHING;
        remember(ID, this.#id);
        remember(VERSION, null);
    }

    #adopt(id) {
        this.#id = id;
        this.#known = null;
        this.#send();
    }

    #knownQuantity(sku) {
        return this.#known?.lines.find(line => line.sku === sku)?.quantity ?? 0;
    }

    /** One request at a time, because each needs the tag that the one before it brought. */
    #send() {
        this.#sending ??= this.#sendAll().then(() => {
            this.#sending = null;
            // something may have been changed after the last look at it
            return this.#isSettled ? null : this.#send();
        });
        return this.#sending;
    }

    async #sendAll() {
        for (let failures = 0; !this.#isSettled;) {
            try {
                await (this.#isUnknown ? this.#read() : this.#write());
                failures = 0;
            } catch (failure) {
                if (isUncertain(failure)) {
                    // a change may have arrived; the shop tells when it is sent again
                    await this.#pause(failure, Math.min(LONGEST_WAIT_SECONDS, 2 ** failures++));
                } else {
                    this.#recover(failure);
                }
            }
            this.#changed();
        }
    }

    get #isSettled() {
        return !this.#isUnknown && this.#wanted.size === 0;
    }

    get #isUnknown() {
        return this.#known === null || this.#known.outdated === true;
    }

    async #read() {
        const id = this.#id;
        const exists = recall(VERSION, null) !== null || recall(SENT, null) === id;
        const answer = exists ? await readCart(id) : NOTHING;
        if (id !== this.#id) {
            return;
        }
        if (answer.status === 'CHECKED_OUT') {
            this.#becomeNew();
            return;
        }
        this.#become(answer);
        this.#reconcile();
    }

    async #write() {
        const sent = new Map(this.#wanted);
        const id = this.#id;
        remember(SENT, id);
        const quantities = Object.fromEntries([...sent].map(([sku, { quantity }]) => [sku, quantity || null]));
        const answer = await (this.#known.tag
            ? patchCart(id, this.#known.tag, quantities)
            : createCart(id, this.lines));
        if (id !== this.#id) {
            return;
        }
        this.#become(answer);
        sent.forEach((change, sku) => this.#wanted.get(sku) === change && this.#wanted.delete(sku));
        // what was wanted meanwhile was wanted of the cart as it is now
        this.#wanted.forEach((change, sku) => this.#wanted.set(sku, { ...change, seen: this.#knownQuantity(sku) }));
    }

    #recover(failure) {
        if (isOutdated(failure)) {
            remember(VERSION, 0);
            this.#known = { ...this.#known, outdated: true };
            this.#conflict = true;
        } else if (isCheckedOut(failure)) {
            this.#tell('This cart was ordered in another window. What you add now goes into a new one.');
            this.#becomeNew();
        } else if (isGone(failure)) {
            // it has expired; what the page shows is put into the shop again
            remember(VERSION, null);
            remember(SENT, null);
            const shown = this.lines;
            this.#known = NOTHING;
            this.#wanted = new Map(shown.map(({ sku, quantity }) => [sku, { quantity, seen: 0 }]));
        } else {
            this.#wanted.clear();
            this.#known ??= NOTHING;
            this.#known = { ...this.#known, outdated: false };
            this.#tell(failure.message);
        }
    }

    /** Only what was added to the old cart since goes into the new one. */
    #becomeNew() {
        const wanted = [...this.#wanted].map(([sku, { quantity, seen }]) => [sku, { quantity: quantity - seen, seen: 0 }]);
        this.#wanted = new Map(wanted.filter(([, { quantity }]) => quantity > 0));
        this.#startNew();
    }

    /** Drops the changes of lines that somebody else has changed since the visitor saw them. */
    #reconcile() {
        const dropped = [];
        this.#wanted.forEach(({ quantity, seen }, sku) => {
            const now = this.#knownQuantity(sku);
            if (now !== seen) {
                this.#wanted.delete(sku);
            }
            if (now !== seen && now !== quantity) {
                dropped.push(sku);
            }
        });
        if (dropped.length > 0 || this.#conflict) {
            this.#conflict = false;
            this.dispatchEvent(new CustomEvent('conflict', { detail: dropped }));
        }
    }

    #become(answer) {
        this.#known = answer;
        remember(VERSION, answer.version ?? null);
    }

    async #pause(failure, seconds) {
        this.#tell(`${failure.message} The cart is sent again in ${seconds} s.`);
        await new Promise(resolve => setTimeout(resolve, seconds * 1000));
        this.#tell(null);
    }

    #tell(news) {
        this.dispatchEvent(new CustomEvent('news', { detail: news }));
    }

    #changed() {
        this.dispatchEvent(new Event('change'));
    }
}
