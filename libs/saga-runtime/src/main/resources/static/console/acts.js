/** Acts of operators, newest first. */
import { get, withQuery } from './api.js';
import { el, put } from './dom.js';
import { heading, pages, row, table } from './parts.js';
import { age, empty, follow, refresh } from './states.js';
import { relative } from './time.js';
import { number, sentence } from './words.js';
import { verbOf } from './act-dialog.js';

const PAGE = 50;
const COLUMNS = ['Act', 'Sagas', 'Status', 'Outcomes', 'Who', 'Reason', 'Made'];

export function acts(page, { query, signal }) {
    const list = el('div', { 'data-testid': 'acts' });
    const asOf = age();
    put(page, heading('Acts', asOf), el('p', { class: 'soft' }, 'What operators have done to sagas, and what came of it. Begin one from the list of sagas, or on a saga’s page.'), list);
    const again = follow(list, 'acts', () => get(withQuery('/v1/acts', {
        limit: PAGE, cursor: query.get('cursor'), status: query.get('status'), who: query.get('who'),
    }), signal), answer => show(list, answer, query), signal);
    refresh(again, signal, () => list.contains(document.activeElement), asOf);
}

function show(list, { acts: found, nextCursor }, query) {
    if (found.length === 0) {
        put(list, empty('Nobody has acted yet.'), pages(query, nextCursor));
        return;
    }
    put(list, table('Acts, newest first', COLUMNS, found.map(act => row(COLUMNS, [
        el('a', { href: `/console/acts/${act.id}` }, verbOf(act.action), act.outcome ? ` as ${act.outcome}` : ''),
        number(act.sagas),
        el('span', { class: 'standing', 'data-status': act.status }, statusWords(act.status)),
        outcomeWords(act.outcomes),
        act.who,
        el('span', { class: 'clip', title: act.reason }, act.reason),
        relative(act.createdAt),
    ], { 'data-testid': 'act', 'data-id': act.id }))), pages(query, nextCursor));
}

export const statusWords = status => ({ PLANNED: 'Dry run', RUNNING: 'Running', FINISHED: 'Finished' })[status] ?? sentence(status);

export const outcomeWords = outcomes => Object.entries(outcomes ?? {}).filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${number(count)} ${sentence(outcome).toLowerCase()}`).join(', ') || '–';
