/** Dead letters: by reason, and one by one. */
import { get, mayAct, withQuery } from './api.js';
import { el, put } from './dom.js';
import { notice } from './notices.js';
import { heading, pages, row, sagaLink, section, table } from './parts.js';
import { age, empty, follow, refresh } from './states.js';
import { relative } from './time.js';
import { settleButtons } from './settle.js';
import { counted, messageName, number, sentence, shortId } from './words.js';

const PAGE = 50;
const FILTERS = ['status', 'topic', 'reason', 'sagaId'];
const COLUMNS = ['Letter', 'Message', 'Topic', 'Reason', 'Saga', 'Received', 'Status'];
const STATUSES = [['OPEN', 'Open'], ['REDRIVEN', 'Sent again'], ['DISCARDED', 'Discarded']];

export async function letters(page, { query, signal }) {
    const filter = Object.fromEntries(FILTERS.map(name => [name, query.get(name)]).filter(([, value]) => value));
    filter.status ??= 'OPEN';
    const asOf = age();
    const groups = el('div');
    const outcome = el('p', { role: 'status', class: 'strong-words', 'data-testid': 'outcome' });
    const list = el('div', { 'data-testid': 'letters' });
    const statuses = el('nav', { class: 'tabs', 'aria-label': 'Status' }, STATUSES.map(([status, words]) => el('a', {
        href: withQuery('/console/dead-letters', { ...filter, status }),
        'aria-current': filter.status === status ? 'page' : null,
    }, words)));
    put(page, heading('Dead letters', asOf),
        el('p', { class: 'soft' }, 'Messages that no consumer could handle. Their sagas wait until somebody sends them again or discards them.'),
        statuses, outcome, section('By reason', {}, groups), section('One by one', {}, criteria(filter), list));
    const acts = await mayAct();
    const settled = said => {
        if (signal.aborted) {
            notice('outcome', el('p', { class: 'strong-words' }, said));
            return;
        }
        put(outcome, said);
        readGroups();
        readList();
    };
    const readGroups = follow(groups, 'reasons', () => get(withQuery('/v1/dead-letters/reasons', filter), signal),
        answer => showGroups(groups, alike(answer.reasons), filter, acts, settled), signal);
    const readList = follow(list, 'dead letters', () => get(withQuery('/v1/dead-letters', { ...filter, limit: PAGE, cursor: query.get('cursor') }), signal),
        answer => showLetters(list, answer, query), signal);
    const busy = () => document.querySelector('dialog[open]') || page.contains(document.activeElement);
    refresh(readGroups, signal, busy, asOf);
    refresh(readList, signal, busy, asOf);
}

function criteria({ topic, reason, sagaId }) {
    const parts = [topic && `of ${topic}`, reason && `because of “${reason}”`, sagaId && `of saga ${sagaId}`].filter(part => part);
    return parts.length > 0 && el('p', {}, `Only those ${parts.join(', ')}. `, el('a', { href: '/console/dead-letters' }, 'Show all'));
}

/** Reasons that differ only in what is withheld look the same here, and the letters do too: they are one group. */
function alike(groups) {
    const found = new Map();
    groups.forEach(each => {
        const key = JSON.stringify([each.topic, each.type, each.group, each.reason]);
        const before = found.get(key);
        found.set(key, before ? {
            ...before, count: before.count + each.count, latest: Date.parse(each.latest) > Date.parse(before.latest) ? each.latest : before.latest,
        } : each);
    });
    return [...found.values()].sort((a, b) => b.count - a.count);
}

function showGroups(target, groups, filter, acts, settled) {
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
            el('p', { class: 'links' }, el('a', { href: withQuery('/console/dead-letters', { ...filter, ...criteriaOf(group) }) }, 'Only these')),
            acts && filter.status === 'OPEN' && settleButtons(group, { ...criteriaOf(group), ...filter, topic: group.topic }, settled))))));
}

/** What a reason withholds cannot be looked for, so its longest part is. */
function criteriaOf({ topic, reason }) {
    const parts = reason.split(/'withheld'|Failing row withheld\./).map(part => part.trim());
    const longest = parts.reduce((long, part) => (part.length > long.length ? part : long), '');
    return { topic, ...(longest ? { reason: longest.slice(0, 500) } : {}) };
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
