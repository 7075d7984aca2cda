/** The list of sagas: the query is in the address, and so is the page of the list. */
import { get, mayAct, withQuery } from './api.js';
import { el, put, write } from './dom.js';
import { heading, pages, row, sagaLink, stateChip, table } from './parts.js';
import { go } from './router.js';
import { age, empty, follow, refresh } from './states.js';
import { relative } from './time.js';
import { filterForm, FILTERS } from './filters.js';
import { actButtons } from './act-dialog.js';
import { counted, number } from './words.js';

const PAGE = 50;
const MOST_SELECTED = 5000;
const COLUMNS = ['Select', 'State', 'Saga', 'Type', 'Step', 'Why', 'Started', 'Goes on'];

/** The selection holds while pages of the same list are turned. */
let selected = new Set();
let selectedOf = '';

export async function sagas(page, { query, signal }) {
    const filter = Object.fromEntries(FILTERS.map(name => [name, query.get(name)]).filter(([, value]) => value));
    if (selectedOf !== JSON.stringify(filter)) {
        selected = new Set();
        selectedOf = JSON.stringify(filter);
    }
    const list = el('div', { 'data-testid': 'sagas' });
    const acts = el('div', { class: 'acting', 'data-testid': 'acting', hidden: true });
    const asOf = age();
    put(page, heading('Sagas', asOf, el('a', { href: '/console/reasons' }, 'Grouped by reason')),
        filterForm(filter, changed => go(withQuery('/console/sagas', changed)), other => bar?.typed(other)), acts, list);
    const bar = await mayAct() ? new ActingBar(acts, filter) : null;
    const read = () => get(withQuery('/v1/sagas', { ...filter, limit: PAGE, cursor: query.get('cursor') }), signal);
    const again = follow(list, 'sagas', read, answer => {
        show(list, answer, query, filter, bar);
        bar?.refresh();
    }, signal);
    // a page in the middle of a list stays as it is while somebody selects from it
    refresh(again, signal, () => list.contains(document.activeElement), asOf);
}

function show(list, { sagas: found, nextCursor }, query, filter, bar) {
    if (found.length === 0) {
        put(list, empty(Object.keys(filter).length === 0 ? 'There are no sagas yet. The first checkout makes one.'
            : 'No saga matches.', ' ', Object.keys(filter).length > 0 && el('a', { href: '/console/sagas' }, 'Show all')),
            pages(query, nextCursor));
        return;
    }
    const columns = bar ? COLUMNS : COLUMNS.slice(1);
    const rows = found.map(saga => row(columns, cells(saga, bar), {
        'data-testid': 'saga', 'data-id': saga.id, 'data-state': saga.state,
    }));
    put(list, table('Sagas, newest first', bar ? [selectAll(found, list, bar), ...COLUMNS.slice(1)] : columns, rows),
        el('p', { class: 'soft small' }, `${counted(found.length, 'saga')} on this page, newest first.`),
        pages(query, nextCursor));
}

function cells(saga, bar) {
    const why = saga.stuckReason ?? saga.lastError;
    const attempt = saga.attempt > 1 ? el('small', {}, ` ${saga.attempt} of ${saga.attempts}`) : null;
    return [
        bar && checkbox(saga.id, bar),
        el('span', {}, stateChip(saga.state), saga.parked && el('small', {}, ' parked'),
            saga.openDeadLetters > 0 && el('small', { class: 'wrong' }, ` ${counted(saga.openDeadLetters, 'dead letter')}`)),
        sagaLink(saga.id),
        saga.type,
        saga.step ? el('span', {}, saga.step, attempt) : el('span', { class: 'soft' }, saga.resolvedAs ?? '–'),
        el('span', { class: 'clip', title: why }, why ?? saga.notDeployed ?? '–'),
        relative(saga.startedAt),
        saga.nextAt ? relative(saga.nextAt) : el('span', { class: 'soft goes' }, saga.state.endsWith('STUCK') ? 'when you act' : '–'),
    ].filter(cell => cell !== null);
}

function checkbox(id, bar) {
    return el('input', {
        type: 'checkbox', 'aria-label': `Select saga ${id}`, 'data-testid': 'select', checked: selected.has(id),
        onchange: event => {
            select([id], event.target.checked);
            event.target.checked = selected.has(id);
            bar.refresh();
        },
    });
}

function selectAll(found, list, bar) {
    return el('input', {
        type: 'checkbox', 'aria-label': 'Select all sagas of this page', 'data-testid': 'select-page',
        checked: found.every(({ id }) => selected.has(id)),
        onchange: event => {
            select(found.map(({ id }) => id), event.target.checked);
            list.querySelectorAll('tr[data-id]').forEach(each => {
                each.querySelector('input[type=checkbox]').checked = selected.has(each.dataset.id);
            });
            event.target.checked = found.every(({ id }) => selected.has(id));
            bar.refresh();
        },
    });
}

function select(ids, on) {
    ids.forEach(id => {
        if (!on) {
            selected.delete(id);
        } else if (selected.size < MOST_SELECTED) {
            selected.add(id);
        }
    });
}

/** What can be done with the selected sagas, or with all that match. */
class ActingBar {
    #words = el('span', { 'aria-live': 'polite' });
    #buttons;
    #otherTyped = false;
    #clear = el('button', { type: 'button', class: 'quiet', onclick: () => this.#forget() }, 'Select none');

    constructor(element, filter) {
        this.element = element;
        this.filtered = Object.keys(filter).length > 0;
        this.#buttons = actButtons(() => (selected.size > 0
            ? { filter: { ids: [...selected] }, words: counted(selected.size, 'selected saga') }
            : { filter: typed(filter), words: 'all sagas that match' }));
        put(element, this.#words, this.#clear, this.#buttons);
    }

    /** What is typed and not applied yet does not say which sagas match, although it looks so. */
    typed(other) {
        this.#otherTyped = other;
        this.refresh();
    }

    refresh() {
        this.element.hidden = selected.size === 0 && !this.filtered;
        this.#clear.hidden = selected.size === 0;
        this.#buttons.hidden = selected.size === 0 && this.#otherTyped;
        write(this.#words, this.#buttons.hidden ? 'Apply the filter to act on all that match.' : selectedWords());
    }

    #forget() {
        selected.clear();
        document.querySelectorAll('[data-testid=select], [data-testid=select-page]').forEach(each => { each.checked = false; });
        this.refresh();
    }
}

const selectedWords = () => (selected.size === 0 ? 'All that match:'
    : `${number(selected.size)} selected${selected.size === MOST_SELECTED ? ', which is as many as can be' : ''}`);

/** The filter as the API takes it in a body, where flags are no texts. */
const typed = filter => Object.fromEntries(Object.entries(filter).map(([name, text]) =>
    [name, name === 'stuck' || name === 'deadLetters' ? text === 'true' : text]));
