/** The audit log: who did what, and why. */
import { get, withQuery } from './api.js';
import { el, newId, put } from './dom.js';
import { heading, pages, row, sagaLink, table } from './parts.js';
import { go } from './router.js';
import { age, empty, follow, sayAge } from './states.js';
import { relative } from './time.js';
import { sentence, shortId } from './words.js';

const PAGE = 50;
const COLUMNS = ['When', 'Who', 'What', 'On', 'Reason', 'Outcome', 'Before and after'];
const ACTIONS = ['RETRY', 'COMPENSATE', 'RESOLVE', 'CANCEL', 'REDRIVE', 'DISCARD', 'REPLAY'];
const FILTERS = ['who', 'action', 'sagaId', 'deadLetterId', 'actId'];

export function audit(page, { query, signal }) {
    const filter = Object.fromEntries(FILTERS.map(name => [name, query.get(name)]).filter(([, value]) => value));
    const list = el('div', { 'data-testid': 'audit' });
    const asOf = age();
    put(page, heading('Audit log', asOf), form(filter), list);
    const read = follow(list, 'the audit log', () => get(withQuery('/v1/audit', { ...filter, limit: PAGE, cursor: query.get('cursor') }), signal),
        answer => {
            show(list, answer, query);
            sayAge(asOf, read);
        }, signal);
}

function form(filter) {
    const who = el('input', { id: newId('who'), name: 'who', type: 'text', value: filter.who, maxlength: 100, autocomplete: 'off' });
    const action = el('select', { id: newId('action'), name: 'action' }, el('option', { value: '' }, 'anything'),
        ACTIONS.map(each => el('option', { value: each, selected: filter.action === each }, sentence(each))));
    const saga = el('input', { id: newId('saga'), name: 'sagaId', type: 'text', value: filter.sagaId, maxlength: 36, autocomplete: 'off', spellcheck: 'false' });
    const field = (words, control) => el('div', {}, el('label', { for: control.id }, words), control);
    return el('form', {
        class: 'filter short', 'aria-label': 'Which entries',
        onsubmit: event => {
            event.preventDefault();
            go(withQuery('/console/audit', Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, value.trim()]))));
        },
    }, field('Who', who), field('What', action), field('Saga’s full id', saga),
    el('div', { class: 'buttons' }, el('button', { type: 'submit', class: 'plain' }, 'Apply'), el('a', { class: 'quiet', href: '/console/audit' }, 'Clear')));
}

function show(list, { entries, nextCursor }, query) {
    if (entries.length === 0) {
        put(list, empty('No entry matches. Every act is kept here, those that were refused too.'), pages(query, nextCursor));
        return;
    }
    put(list, table('Audit log, newest first', COLUMNS, entries.map(entry => row(COLUMNS, [
        relative(entry.at ?? entry.actedAt),
        entry.who,
        entry.actId ? el('a', { href: `/console/acts/${entry.actId}` }, sentence(entry.action)) : sentence(entry.action),
        subject(entry),
        el('span', { class: 'clip', title: entry.reason }, entry.reason),
        el('span', { class: 'standing', 'data-outcome': entry.outcome }, sentence(entry.outcome)),
        el('span', {}, entry.before && `${entry.before} → ${entry.after ?? '–'}`, entry.before && entry.detail && '; ', entry.detail ?? (entry.before ? null : '–')),
    ], { 'data-testid': 'entry' }))), pages(query, nextCursor));
}

function subject({ action, sagaId, deadLetterId }) {
    if (action === 'REPLAY') {
        return el('a', { href: '/console/relays' }, 'Relay');
    }
    if (deadLetterId) {
        return el('a', { class: 'id', href: `/console/dead-letters/${deadLetterId}`, title: deadLetterId }, `letter ${shortId(deadLetterId)}`);
    }
    return sagaId ? sagaLink(sagaId) : '–';
}
