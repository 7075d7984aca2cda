import { isUncertain, Refusal, requestReturn, returns } from './api.js';
import { announce, fromTemplate, part, tell, write, writeParts } from './dom.js';
import { Pauses } from './pauses.js';
import { Till } from './till.js';
import { number, price, returnRefusal, returnStanding, when } from './words.js';

let lastLabel = 0;

/** The returns of one order: how each stands, and the form for another one. */
export class Returns {
    #known = [];
    #items = new Map();
    #inputs = new Map();
    #offered = false;
    #polling = false;
    #incomplete = false;

    /** @param ended called when a return ends while the page is open */
    constructor(root, { checkoutId, lines, returns: known = [], moreReturns }, catalogue, ended) {
        Object.assign(this, { root, checkoutId, lines, catalogue, ended });
        this.till = new Till(`return.${checkoutId}`, (key, body) => requestReturn(checkoutId, key, body));
        this.#known = known;
        this.#incomplete = Boolean(moreReturns);
        part(root, 'return-open').addEventListener('click', () => this.#open(part(root, 'return-form').hidden));
        part(root, 'return-form').addEventListener('submit', submit => {
            submit.preventDefault();
            this.#submit();
        });
    }

    /** Shows the returns and offers the form; only a confirmed order has either. */
    offer() {
        if (this.#offered) {
            return;
        }
        this.#offered = true;
        this.root.hidden = false;
        this.#show();
        this.#poll();
        if (this.till.open) {
            this.#send(this.till.settle(this.#waiting));
        }
    }

    /** Called when the names of the products become known. */
    name() {
        if (this.#offered) {
            this.#show();
        }
    }

    #show() {
        this.#known.forEach(view => this.#item(view));
        const left = this.#left();
        part(this.root, 'return-open').hidden = left.length === 0;
        if (left.length === 0) {
            this.#open(false);
        }
        this.#form(left);
    }

    #item(view) {
        const item = this.#items.get(view.returnId) ?? fromTemplate('return');
        this.#items.set(view.returnId, item);
        Object.assign(item.dataset, { returnId: view.returnId, status: view.status });
        writeParts(item, {
            what: view.lines.map(({ sku, quantity }) => `${number(quantity)} × ${this.catalogue.nameOf(sku)}`).join(', '),
            standing: returnStanding(view.status),
            when: when(view.requestedAt),
            refund: price(view.refund),
        });
        part(item, 'when').dateTime = view.requestedAt;
        tell(part(item, 'refusal'), view.status === 'REFUSED' ? returnRefusal(view.refusalReason) : null);
        if (!item.isConnected) {
            part(this.root, 'sent-back').append(item);
        }
    }

    /** The lines of the order less what went back or is on its way. */
    #left() {
        const gone = new Map();
        this.#known.filter(view => view.status !== 'REFUSED').flatMap(view => view.lines)
            .forEach(({ sku, quantity }) => gone.set(sku, (gone.get(sku) ?? 0) + quantity));
        return this.lines
            .map(({ sku, quantity }) => ({ sku, quantity: quantity - (gone.get(sku) ?? 0) }))
            .filter(line => line.quantity > 0);
    }

    #form(left) {
        const rows = left.map(({ sku, quantity }) => {
            const row = this.#inputs.get(sku) ?? this.#row(sku, quantity);
            const input = part(row, 'quantity');
            input.max = quantity;
            if (Number(input.value) > quantity) {
                input.value = quantity;
            }
            write(part(row, 'name'), `${this.catalogue.nameOf(sku)}, of ${number(quantity)}`);
            return row;
        });
        const list = part(this.root, 'return-lines');
        if (rows.length !== list.children.length || rows.some((row, place) => list.children[place] !== row)) {
            list.replaceChildren(...rows);
        }
    }

    #row(sku, quantity) {
        const row = fromTemplate('return-line');
        const input = part(row, 'quantity');
        row.dataset.sku = sku;
        input.id = `return-quantity-${++lastLabel}`;
        input.value = quantity;
        part(row, 'name').htmlFor = input.id;
        this.#inputs.set(sku, row);
        return row;
    }

    #open(wanted) {
        const button = part(this.root, 'return-open');
        part(this.root, 'return-form').hidden = !wanted;
        button.setAttribute('aria-expanded', String(wanted));
    }

    #submit() {
        if (this.till.busy) {
            this.till.again();
            return;
        }
        const lines = this.#left()
            .map(({ sku }) => ({ sku, input: part(this.#inputs.get(sku), 'quantity') }))
            .filter(({ input }) => input.value !== '' && Number(input.value) !== 0);
        if (lines.length === 0 || lines.some(({ input }) => !input.validity.valid)) {
            tell(part(this.root, 'return-wrong'), 'Whole numbers, please, and no more than you have.');
            return;
        }
        const reason = part(this.root, 'return-reason').value.trim();
        const body = { lines: lines.map(({ sku, input }) => ({ sku, quantity: Number(input.value) })) };
        this.#send(this.till.order(reason ? { ...body, reason } : body, this.#waiting));
    }

    async #send(answer) {
        const button = part(this.root, 'return-send');
        button.setAttribute('aria-busy', 'true');
        write(button, 'Sending it back…');
        try {
            const returned = await answer;
            tell(part(this.root, 'return-wrong'), null);
            part(this.root, 'return-reason').value = '';
            this.#open(false);
            this.#inputs.clear();
            this.#become([...this.#known.filter(({ returnId }) => returnId !== returned.returnId), returned]);
            announce(`On its way back: ${price(returned.refund)}.`);
            part(this.root, 'return-open').focus({ preventScroll: true });
            this.#poll();
        } catch (failure) {
            if (!(failure instanceof Refusal)) {
                throw failure;
            }
            this.#open(true);
            tell(part(this.root, 'return-wrong'), failure.message);
        } finally {
            button.removeAttribute('aria-busy');
            write(button, 'Send it back');
        }
    }

    #waiting = (failure, seconds) => {
        this.#open(true);
        write(part(this.root, 'return-send'), 'Send it again now');
        tell(part(this.root, 'return-wrong'), `${failure.message} Whether the return arrived is not certain, so the `
            + `same one goes out again in ${seconds} s. Nothing can go back twice.`);
    };

    #become(known) {
        const ended = known.filter(({ returnId, status }) => status !== 'PENDING'
            && this.#known.some(before => before.returnId === returnId && before.status === 'PENDING'));
        this.#known = known;
        this.#show();
        ended.forEach(({ status, refund }) => announce(`${price(refund)}: ${returnStanding(status)}.`));
        if (ended.length > 0) {
            this.ended();
        }
    }

    async #poll() {
        if (this.#polling) {
            return;
        }
        this.#polling = true;
        const pauses = new Pauses();
        while (this.#incomplete || this.#known.some(({ status }) => status === 'PENDING')) {
            let refusal = null;
            try {
                this.#become((await returns(this.checkoutId)).returns);
                this.#incomplete = false;
            } catch (failure) {
                refusal = failure;
            }
            tell(part(this.root, 'return-silence'), refusal?.message ?? null);
            if (refusal !== null && !isUncertain(refusal)) {
                return; // polling would be refused again
            }
            await pauses.pause(refusal?.retryAfter);
        }
        this.#polling = false;
    }
}
