/** One act: what it would do, its progress, and what became of each saga. */
import { get, mayAct, post, withQuery } from './api.js';
import { el, put } from './dom.js';
import { facts, heading, row, sagaLink, section, table } from './parts.js';
import { empty, every, failed, follow } from './states.js';
import { relative, timeOfDay } from './time.js';
import { counted, messageName, number, sentence } from './words.js';
import { statusWords } from './acts.js';
import { verbOf } from './act-dialog.js';

const POLL_MS = 700;
const PLANNED_MS = 5000;
const ITEMS = 50;
const COLUMNS = ['Saga', 'Outcome', 'Before', 'What is sent', 'What came of it', 'Looked at'];
const OUTCOMES = ['PLANNED', 'PENDING', 'REQUESTED', 'DONE', 'REFUSED', 'NOT_CONFIRMED', 'ALREADY_CHANGED', 'GONE', 'SKIPPED'];

export async function act(page, { params, query, signal }) {
    const summary = el('div', { 'data-testid': 'act-page' });
    // neither is drawn again with the progress: a button keeps the focus, and a problem is seen together with the progress
    const buttons = el('div', { class: 'buttons', 'data-testid': 'act-buttons' });
    const problem = el('div');
    const items = el('div', { 'data-testid': 'items' });
    put(page, summary, buttons, problem, section('Each saga', {}, items));
    const acting = await mayAct();
    let status = null;
    let timer = null;
    signal.addEventListener('abort', () => clearTimeout(timer));
    const readItems = follow(items, 'its sagas', () => get(withQuery(`/v1/acts/${params.id}/items`, {
        limit: ITEMS, cursor: query.get('cursor'), outcome: query.get('outcome'), possible: query.get('possible'),
    }), signal), answer => showItems(items, answer, params.id, query), signal);
    const call = async what => {
        put(problem);
        try {
            await post(`/v1/acts/${params.id}/${what}`, {});
        } catch (failure) {
            put(problem, failed(failure));
            if (failure.type === 'session-ended') {
                return;
            }
        }
        // whatever came of it: somebody else may have run it, or it was taken and the answer was lost
        again();
    };
    const again = follow(summary, 'the act', () => get(`/v1/acts/${params.id}`, signal), answer => {
        show(summary, answer);
        if (answer.status !== status) {
            put(buttons, acting && possible(answer, call));
        }
        if (answer.status === 'RUNNING' || (status !== null && answer.status !== status)) {
            readItems();
        }
        status = answer.status;
        clearTimeout(timer);
        if (answer.status === 'RUNNING') {
            timer = setTimeout(again, POLL_MS);
        }
    }, signal);
    // somebody may run it in another window
    every(PLANNED_MS, signal, () => status === 'PLANNED' && !again.reading && again());
}

function possible(act, call) {
    if (act.status === 'RUNNING') {
        return el('button', { type: 'button', class: 'plain', 'data-testid': 'stop', onclick: () => call('stop') }, 'Stop');
    }
    return act.status === 'PLANNED' && [
        el('button', {
            type: 'button', class: 'strong', disabled: act.possible === 0, 'data-testid': 'run', onclick: () => call('run'),
        }, `${verbOf(act.action)} ${counted(act.possible, 'saga')} now`),
        el('a', { class: 'quiet', href: '/console/sagas' }, 'Leave it')];
}

function show(target, act) {
    put(target,
        heading(`${verbOf(act.action)} ${counted(act.sagas, 'saga')}`, el('span', { class: 'standing', 'data-status': act.status }, statusWords(act.status))),
        el('p', { class: 'headline small-headline', 'aria-live': 'polite' }, standing(act)),
        act.status !== 'PLANNED' && progress(act),
        facts([
            ['Who', act.who], ['Reason', act.reason], act.outcome && ['Outcome', act.outcome], act.note && ['Done outside', act.note],
            act.force && ['Forced', 'also while a command is in flight'],
            ['Made', relative(act.createdAt)], act.startedAt && ['Started', [relative(act.startedAt), ` by ${act.startedBy}`]],
            act.finishedAt && ['Finished', relative(act.finishedAt)], act.stoppedBy && ['Stopped', `by ${act.stoppedBy}`],
        ]),
        act.sends.length > 0 && section(act.status === 'PLANNED' ? 'What would be sent' : 'What is sent', { testId: 'sends' },
            el('ul', { class: 'plain-list' }, act.sends.map(send => el('li', {}, el('b', {}, `${number(send.count)} × ${messageName(send.type)}`),
                ` on ${send.topic}`, send.step && `, for ‘${send.step}’${send.action === 'UNDO' ? ' (its undo)' : ''}`)))),
        act.reasons.length > 0 && section('What does not succeed', {}, el('ul', { class: 'plain-list' }, act.reasons.map(reason =>
            el('li', {}, el('b', {}, number(reason.count)), `: ${reason.detail ?? sentence(reason.outcome)}`)))));
}

function standing({ status, possible, notPossible, sagas, finished, outcomes }) {
    if (status === 'PLANNED') {
        return `Nothing is done yet. ${counted(possible, 'saga')} would be acted on`
            + (notPossible > 0 ? `, ${number(notPossible)} would not.` : '.');
    }
    if (status === 'RUNNING') {
        return `${number(finished)} of ${number(sagas)} finished.`;
    }
    const done = outcomes.DONE ?? 0;
    return done === sagas ? `Done, and seen to be done: ${counted(done, 'saga')}.`
        : `${number(done)} of ${number(sagas)} are seen to be done.`;
}

function progress({ sagas, finished, outcomes, status }) {
    return el('div', { class: 'progress' },
        el('progress', { max: Math.max(1, sagas), value: finished, 'aria-label': 'Progress' }),
        el('ul', { class: 'tally', 'data-testid': 'tally' }, OUTCOMES.filter(each => outcomes[each] > 0 || (each === 'DONE' && status === 'FINISHED'))
            .map(each => el('li', { 'data-outcome': each }, el('b', {}, number(outcomes[each] ?? 0)), ` ${sentence(each).toLowerCase()}`))));
}

function showItems(target, { items, nextCursor }, id, query) {
    const address = parameters => withQuery(`/console/acts/${id}`, parameters);
    const chosen = query.get('outcome');
    const filters = el('nav', { class: 'tabs', 'aria-label': 'Outcome' },
        el('a', { href: address({}), 'aria-current': chosen ? null : 'page' }, 'All'),
        ['DONE', 'REFUSED', 'NOT_CONFIRMED', 'ALREADY_CHANGED'].map(each =>
            el('a', { href: address({ outcome: each }), 'aria-current': chosen === each ? 'page' : null }, sentence(each))));
    if (items.length === 0) {
        put(target, filters, empty('No saga of this act has this outcome.'));
        return;
    }
    put(target, filters, table('The sagas of this act', COLUMNS, items.map(item => row(COLUMNS, [
        sagaLink(item.id),
        el('span', { class: 'standing', 'data-outcome': item.outcome }, item.outcome === 'PLANNED' && !item.possible ? 'Not possible' : sentence(item.outcome)),
        item.before ?? '–',
        (item.sends ?? []).map(send => `${messageName(send.type)}${send.attempt ? `, attempt ${send.attempt}` : ''}`).join('; ') || '–',
        [item.detail, item.after && `now ${item.after}`, item.changedBy && `changed by ${item.changedBy.who}`].filter(each => each).join('; ') || '–',
        item.finishedAt ? timeOfDay(item.finishedAt) : '–',
    ], { 'data-testid': 'item', 'data-id': item.id, 'data-outcome': item.outcome }))),
    nextCursor && el('nav', { class: 'pages', 'aria-label': 'Pages of the list' },
        el('a', { class: 'plain', href: address({ outcome: chosen, cursor: nextCursor }) }, 'Next page')));
}
