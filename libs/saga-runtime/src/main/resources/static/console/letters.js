/** Dead letters: by reason, and one by one. */
import { get, mayAct, post, withQuery } from './api.js';
import { el, put } from './dom.js';
import { heading, pages, row, sagaLink, section, table } from './parts.js';
import { empty, follow } from './states.js';
import { relative } from './time.js';
import { reasonDialog } from './act-dialog.js';
import { counted, messageName, number, sentence, shortId } from './words.js';

const PAGE = 50;
const MOST_AT_ONCE = 200;
const FILTERS = ['status', 'topic', 'reason', 'sagaId'];
const COLUMNS = ['Letter', 'Message', 'Topic', 'Reason', 'Saga', 'Received', 'Status'];
const STATUSES = [['OPEN', 'Open'], ['REDRIVEN', 'Sent again'], ['DISCARDED', 'Discarded']];

export async function letters(page, { query, signal }) {
    const filter = Object.fromEntries(FILTERS.map(name => [name, query.get(name)]).filter(([, value]) => value));
    filter.status ??= 'OPEN';
    const groups = el('div');
    const outcome = el('p', { role: 'status', class: 'strong-words', 'data-testid': 'outcome' });
    const list = el('div', { 'data-testid': 'letters' });
    const statuses = el('nav', { class: 'tabs', 'aria-label': 'Status' }, STATUSES.map(([status, words]) => el('a', {
        href: withQuery('/console/dead-letters', { ...filter, status }),
        'aria-current': filter.status === status ? 'page' : null,
    }, words)));
    put(page, heading('Dead letters'),
        el('p', { class: 'soft' }, 'Messages that no consumer could handle. Their sagas wait until somebody sends them again or discards them.'),
        statuses, outcome, section('By reason', {}, groups), section('One by one', {}, criteria(filter), list));
    const acts = await mayAct();
    const again = follow(groups, 'reasons', () => get(withQuery('/v1/dead-letters/reasons', filter), signal),
        answer => showGroups(groups, answer.reasons, filter, acts, said => {
            put(outcome, said);
            again();
            readList();
        }), signal);
    const readList = follow(list, 'dead letters', () => get(withQuery('/v1/dead-letters', { ...filter, limit: PAGE, cursor: query.get('cursor') }), signal),
        answer => showLetters(list, answer, query), signal);
}

function criteria({ topic, reason, sagaId }) {
    const parts = [topic && `of ${topic}`, reason && `because of “${reason}”`, sagaId && `of saga ${sagaId}`].filter(part => part);
    return parts.length > 0 && el('p', {}, `Only those ${parts.join(', ')}. `, el('a', { href: '/console/dead-letters' }, 'Show all'));
}

function showGroups(target, groups, filter, acts, again) {
    if (groups.length === 0) {
        put(target, empty(filter.status === 'OPEN' ? 'None is open.' : 'There are none.'));
        return;
    }
    put(target, el('ol', { class: 'reasons' }, groups.map(group => el('li', { 'data-testid': 'letter-reason' },
        el('p', { class: 'many' }, el('b', {}, number(group.count)), ' ', group.count === 1 ? 'letter' : 'letters'),
        el('div', {},
            el('p', { class: 'why' }, group.reason),
            el('p', { class: 'soft' }, `${messageName(group.type)} on ${group.topic}`, group.group && `, not handled by ${group.group}`,
                ', the latest ', relative(group.latest)),
            el('p', { class: 'links' }, el('a', {
                href: withQuery('/console/dead-letters', { status: filter.status, ...criteriaOf(group) }),
            }, 'Only these')),
            acts && filter.status === 'OPEN' && settleAll(group, again))))));
}

/** What a reason withholds cannot be looked for, so its longest part is. */
function criteriaOf({ topic, reason }) {
    const parts = reason.split(/'withheld'|Failing row withheld\./).map(part => part.trim());
    const longest = parts.reduce((long, part) => (part.length > long.length ? part : long), '');
    return { topic, ...(longest ? { reason: longest.slice(0, 500) } : {}) };
}

const isOf = (group, letter) => letter.topic === group.topic && letter.type === group.type && letter.reason === group.reason
    && (letter.group ?? '') === group.group;

function settleAll(group, again) {
    const button = (action, verb) => el('button', {
        type: 'button', class: 'plain', 'data-testid': `${action.toLowerCase()}-all`,
        onclick: () => reasonDialog({
            title: `${verb} all ${counted(group.count, 'letter')}`,
            explain: `All open letters of ${group.topic} with this reason. What can only do harm is left alone; look at those one by one.`,
            verb,
            submit: async given => {
                again(`${verb}: ${await bulk(action, group, given.reason)}.`);
            },
        }),
    }, verb);
    return el('div', { class: 'buttons' }, button('REDRIVE', 'Send all again'), button('DISCARD', 'Discard all'));
}

/** What the list finds may be more than this group, so only the group's own letters are named. The outcomes are counted. */
async function bulk(action, group, reason) {
    const counts = {};
    let cursor = null;
    do {
        const found = await get(withQuery('/v1/dead-letters', { status: 'OPEN', ...criteriaOf(group), limit: MOST_AT_ONCE, cursor }));
        const ids = found.deadLetters.filter(letter => isOf(group, letter)).map(({ id }) => id);
        if (ids.length > 0) {
            const { results } = await post('/v1/dead-letters/bulk', { filter: { ids }, action, reason });
            results.forEach(({ outcome }) => { counts[outcome] = (counts[outcome] ?? 0) + 1; });
        }
        cursor = found.nextCursor;
    } while (cursor);
    const words = Object.entries(counts).map(([outcome, count]) => `${number(count)} ${sentence(outcome).toLowerCase()}`);
    return words.join(', ') || 'none was open any more';
}

function showLetters(target, { deadLetters, nextCursor }, query) {
    if (deadLetters.length === 0) {
        put(target, empty('No dead letter matches.'), pages(query, nextCursor));
        return;
    }
    put(target, table('Dead letters, newest first', COLUMNS, deadLetters.map(letter => row(COLUMNS, [
        el('a', { class: 'id', href: `/console/dead-letters/${letter.id}`, title: letter.id }, shortId(letter.id)),
        el('span', { title: letter.type }, messageName(letter.type)),
        letter.topic,
        el('span', { class: 'clip', title: letter.reason }, letter.reason),
        letter.sagaId ? sagaLink(letter.sagaId) : '–',
        relative(letter.receivedAt),
        sentence(letter.status),
    ], { 'data-testid': 'letter', 'data-id': letter.id }))),
    el('p', { class: 'soft small' }, `${counted(deadLetters.length, 'letter')} on this page, newest first.`),
    pages(query, nextCursor));
}
