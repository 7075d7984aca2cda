/** Small parts that several pages show in the same way. */
import { el } from './dom.js';
import { isTime, shortId, stateWords } from './words.js';
import { timeOfDay } from './time.js';

/** A saga's state as a mark and a word. */
export const stateChip = state => el('span', { class: 'state', 'data-state': state }, el('i', { 'aria-hidden': 'true' }), stateWords(state));

export const sagaLink = id => el('a', { href: `/console/sagas/${id}`, class: 'id', title: id }, shortId(id));

export const heading = (title, ...aside) => el('header', { class: 'title' },
    el('h1', {}, title), aside.length ? el('div', { class: 'aside' }, ...aside) : null);

/** A part of a page under a heading. */
export function section(title, { testId, aside, className } = {}, ...content) {
    return el('section', { 'data-testid': testId, class: className },
        el('header', { class: 'title' }, el('h2', {}, title), aside), ...content);
}

/** Names and values side by side. */
export const facts = entries => el('dl', { class: 'facts' }, entries.filter(entry => entry).map(([name, value, level]) =>
    el('div', { 'data-level': level }, el('dt', {}, name), el('dd', {}, value))));

/** A sentence of the server with its times as this reader's; what is in quotation marks is to be copied, and stays as it is. */
export const withTimes = text => String(text ?? '').split(/(?<!")(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/)
    .map(part => (isTime(part) ? timeOfDay(part) : part));

/** JSON as text that can be read, folded if it is long. */
export function json(data, label = 'Show') {
    const text = typeof data === 'string' ? data : JSON.stringify(data, null, 2);
    return el('details', { class: 'json' }, el('summary', {}, label), el('pre', { tabindex: 0 }, text));
}

/** A table whose rows become cards where it is narrow. */
export function table(caption, columns, rows) {
    return el('div', { class: 'scroll' }, el('table', {},
        el('caption', { class: 'unseen' }, caption),
        el('thead', {}, el('tr', {}, columns.map(column => el('th', { scope: 'col' }, column)))),
        el('tbody', {}, rows)));
}

/** @param cells nodes or texts, in the order of the columns */
export const row = (columns, cells, properties = {}) => el('tr', properties,
    cells.map((cell, i) => el('td', { 'data-label': columns[i], 'data-empty': isEmpty(cell) }, cell)));

/** Where rows become cards, a cell with nothing to say is left out. */
const isEmpty = cell => (cell?.textContent ?? cell) === '–';

/** Links to the first and the next page of a list whose cursor is in the address. */
export function pages(query, nextCursor) {
    const to = cursor => {
        const target = new URLSearchParams(query);
        target.delete('cursor');
        if (cursor) {
            target.set('cursor', cursor);
        }
        const text = target.toString();
        return text ? `${location.pathname}?${text}` : location.pathname;
    };
    return el('nav', { class: 'pages', 'aria-label': 'Pages of the list' },
        query.has('cursor') && el('a', { class: 'plain', href: to(null) }, 'First page'),
        nextCursor && el('a', { class: 'plain', href: to(nextCursor), rel: 'next', 'data-testid': 'next-page' }, 'Next page'));
}

/** Copies a text; says so on the button. */
export function copyButton(text, label) {
    const button = el('button', {
        type: 'button',
        class: 'quiet',
        onclick: async () => {
            try {
                await navigator.clipboard.writeText(text);
                button.textContent = 'Copied';
            } catch {
                button.textContent = 'Cannot be copied here';
            }
            setTimeout(() => { button.textContent = label; }, 2000);
        },
    }, label);
    return button;
}
