/** What became of each saga of an act. */
import { withQuery } from './api.js';
import { el, mark, put, redraw } from './dom.js';
import { row, sagaLink, table } from './parts.js';
import { empty } from './states.js';
import { timeOfDay } from './time.js';
import { messageName, sentence } from './words.js';

const COLUMNS = ['Saga', 'Outcome', 'Before', 'What is sent', 'What came of it', 'Looked at'];
const FILTERS = ['DONE', 'REFUSED', 'NOT_CONFIRMED', 'ALREADY_CHANGED'];

/** The list of one page. Only rows that change are drawn again, so that a running act takes neither a click nor the focus. */
export class ActItems {
    #address;
    #chosen;
    #filters;
    #items = el('div');
    #more = el('div');
    #rows = new Map();

    constructor(act, query) {
        this.#address = parameters => withQuery(`/console/acts/${act}`, parameters);
        this.#chosen = query.get('outcome');
        const tab = (words, outcome) => el('a', {
            href: this.#address({ outcome }), 'aria-current': this.#chosen === outcome ? 'page' : null,
        }, words);
        this.#filters = el('nav', { class: 'tabs', 'aria-label': 'Outcome' },
            tab('All', null), FILTERS.map(outcome => tab(sentence(outcome), outcome)));
    }

    show(target, { items, nextCursor }) {
        if (target.firstChild !== this.#filters) {
            put(target, this.#filters, this.#items, this.#more);
        }
        redraw(this.#items, JSON.stringify(items.map(({ id }) => id)), () => this.#table(items));
        items.forEach(item => {
            const drawn = this.#rows.get(item.id);
            redraw(drawn, JSON.stringify(item), () => [...row(COLUMNS, cells(item)).children]);
            mark(drawn, 'data-outcome', item.outcome);
        });
        redraw(this.#more, nextCursor ?? '', () => nextCursor && el('nav', { class: 'pages', 'aria-label': 'Pages of the list' },
            el('a', { class: 'plain', href: this.#address({ outcome: this.#chosen, cursor: nextCursor }) }, 'Next page')));
    }

    #table(items) {
        this.#rows = new Map(items.map(({ id }) => [id, el('tr', { 'data-testid': 'item', 'data-id': id })]));
        return items.length === 0 ? empty('No saga of this act has this outcome.')
            : table('The sagas of this act', COLUMNS, [...this.#rows.values()]);
    }
}

const cells = item => [
    sagaLink(item.id),
    el('span', { class: 'standing', 'data-outcome': item.outcome }, item.outcome === 'PLANNED' && !item.possible ? 'Not possible' : sentence(item.outcome)),
    item.before ?? '–',
    (item.sends ?? []).map(send => `${messageName(send.type)}${send.attempt ? `, attempt ${send.attempt}` : ''}`).join('; ') || '–',
    [item.detail, item.after && `now ${item.after}`, item.changedBy && `changed by ${item.changedBy.who}`].filter(each => each).join('; ') || '–',
    item.finishedAt ? timeOfDay(item.finishedAt) : '–',
];
