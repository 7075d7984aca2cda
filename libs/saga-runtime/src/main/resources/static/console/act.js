/** One act: what it would do, its progress, and what became of each saga. */
import { get, mayAct, post, withQuery } from './api.js';
import { byId, el, mark, put, redraw, write } from './dom.js';
import { facts, heading, section } from './parts.js';
import { every, failed, follow } from './states.js';
import { relative } from './time.js';
import { counted, messageName, number, sentence } from './words.js';
import { ActItems } from './act-items.js';
import { statusWords } from './acts.js';
import { verbOf } from './act-dialog.js';

const POLL_MS = 700;
const PLANNED_MS = 5000;
const ITEMS = 50;
const OUTCOMES = ['PLANNED', 'PENDING', 'REQUESTED', 'DONE', 'REFUSED', 'NOT_CONFIRMED', 'ALREADY_CHANGED', 'GONE', 'SKIPPED'];

export async function act(page, { params, query, signal }) {
    const target = el('div', { 'data-testid': 'act-page' });
    const summary = new Summary();
    // neither is drawn again with the progress: a button keeps the focus, and a problem is seen together with the progress
    const buttons = el('div', { class: 'buttons', 'data-testid': 'act-buttons' });
    const problem = el('div');
    const list = el('div', { 'data-testid': 'items' });
    const items = new ActItems(params.id, query);
    put(page, target, buttons, problem, section('Each saga', {}, list));
    const acting = await mayAct();
    let status = null;
    let timer = null;
    signal.addEventListener('abort', () => clearTimeout(timer));
    const readItems = follow(list, 'its sagas', () => get(withQuery(`/v1/acts/${params.id}/items`, {
        limit: ITEMS, cursor: query.get('cursor'), outcome: query.get('outcome'), possible: query.get('possible'),
    }), signal), answer => items.show(list, answer), signal);
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
    const again = follow(target, 'the act', () => get(`/v1/acts/${params.id}`, signal), answer => {
        summary.show(target, answer);
        if (answer.status !== status) {
            replace(buttons, acting && possible(answer, call));
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

/** Whoever has just used one of the buttons goes on with the next one, or with the page if there is none. */
function replace(buttons, next) {
    const focused = buttons.contains(document.activeElement);
    put(buttons, next);
    if (focused) {
        (buttons.querySelector('button') ?? byId('page')).focus({ preventScroll: true });
    }
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

/** What is said of the act. Each part is drawn again only if it changes, and the sentence is announced then. */
class Summary {
    #title = el('div');
    #standing = el('p', { class: 'headline small-headline', 'aria-live': 'polite' });
    #bar = el('progress', { 'aria-label': 'Progress' });
    #tally = el('ul', { class: 'tally', 'data-testid': 'tally' });
    #progress = el('div', { class: 'progress' }, this.#bar, this.#tally);
    #facts = el('dl', { class: 'facts' });
    #sends = el('div');
    #reasons = el('div');

    show(target, act) {
        if (target.firstChild !== this.#title) {
            put(target, this.#title, this.#standing, this.#progress, this.#facts, this.#sends, this.#reasons);
        }
        const { action, sagas, status } = act;
        redraw(this.#title, JSON.stringify([action, sagas, status]), () => heading(`${verbOf(action)} ${counted(sagas, 'saga')}`,
            el('span', { class: 'standing', 'data-status': status }, statusWords(status))));
        write(this.#standing, standing(act));
        this.#progress.hidden = status === 'PLANNED';
        mark(this.#bar, 'max', String(Math.max(1, sagas)));
        mark(this.#bar, 'value', String(act.finished));
        redraw(this.#tally, JSON.stringify([act.outcomes, status]), () => tally(act));
        const known = entries(act);
        redraw(this.#facts, JSON.stringify([act.filter, act.startedAt, act.finishedAt, act.stoppedBy]), () => [...facts(known).children]);
        redraw(this.#sends, JSON.stringify([act.sends, status === 'PLANNED']), () => sends(act));
        redraw(this.#reasons, JSON.stringify(act.reasons), () => reasons(act));
    }
}

const entries = act => [
    ['Who', act.who], ['Reason', act.reason], act.filter && ['Which sagas', criteria(act)],
    act.outcome && ['Outcome', act.outcome], act.note && ['Done outside', act.note],
    act.force && ['Forced', 'also while a command is in flight'],
    ['Made', relative(act.createdAt)], act.startedAt && ['Started', [relative(act.startedAt), ` by ${act.startedBy}`]],
    act.finishedAt && ['Finished', relative(act.finishedAt)], act.stoppedBy && ['Stopped', `by ${act.stoppedBy}`],
];

/** What was asked for. Sagas that were selected are in the list below. */
function criteria({ filter: { ids, ...rest }, sagas }) {
    return [
        ids?.length > 0 && (sagas === 1 ? 'this one' : 'selected one by one'),
        ...Object.entries(rest).map(([name, value]) => `${sentence(name.replace(/[A-Z]/g, '_$&')).toLowerCase()}: ${value}`),
    ].filter(each => each).join('; ');
}

function sends({ sends: all, status }) {
    return all.length > 0 && section(status === 'PLANNED' ? 'What would be sent' : 'What is sent', { testId: 'sends' },
        el('ul', { class: 'plain-list' }, all.map(send => el('li', {}, el('b', {}, `${number(send.count)} × ${messageName(send.type)}`),
            ` on ${send.topic}`, send.step && `, for ‘${send.step}’${send.action === 'UNDO' ? ' (its undo)' : ''}`))));
}

function reasons({ reasons: all }) {
    return all.length > 0 && section('What does not succeed', {}, el('ul', { class: 'plain-list' }, all.map(reason =>
        el('li', {}, el('b', {}, number(reason.count)), `: ${reason.detail ?? sentence(reason.outcome)}`))));
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

const tally = ({ outcomes, status }) => OUTCOMES.filter(each => outcomes[each] > 0 || (each === 'DONE' && status === 'FINISHED'))
    .map(each => el('li', { 'data-outcome': each }, el('b', {}, number(outcomes[each] ?? 0)), ` ${sentence(each).toLowerCase()}`));
