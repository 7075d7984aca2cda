/** What a page shows while it has nothing to show: loading, empty, or an error with what it means. */
import { signInAddress } from './api.js';
import { el, put } from './dom.js';
import { now, timeOfDay } from './time.js';

const MEANINGS = {
    'no-answer': 'The orchestrator’s process may be away, or the network to it. Sagas that have been accepted are not lost: they go on when it is back.',
    unavailable: 'The database does not answer the orchestrator. Sagas wait meanwhile, and go on by themselves when it does.',
    'customer-unknown': 'Only order-service knows whose order is whose.',
    forbidden: 'Your role does not allow this; sign in as somebody else.',
};

const RETRY_MS = 3000;
const REFRESH_MS = 5000;

export const loading = what => el('p', { class: 'loading', role: 'status' }, `Reading ${what}…`);

export const empty = (...sentence) => el('p', { class: 'empty', 'data-testid': 'empty' }, ...sentence);

/** An error. If it may pass by itself and there is a way to try again, that is done, and said. */
export function failed(failure, again) {
    const meaning = MEANINGS[failure.type] ?? (failure.status === 503 ? MEANINGS.unavailable : null);
    return el('div', { class: 'message', role: 'alert', 'data-testid': 'problem' },
        el('p', { class: 'strong-words' }, failure.title ?? 'This page has failed'),
        el('p', {}, failure.message),
        meaning && el('p', { class: 'soft' }, meaning),
        failure.type === 'session-ended' && el('p', {}, el('a', { href: signInAddress(), target: '_blank', 'data-testid': 'sign-in' }, 'Sign in in another tab')),
        again && el('p', { class: 'soft' }, failure.passes && 'It is tried again by itself. ',
            el('button', { type: 'button', class: 'plain', onclick: again }, 'Try again now')));
}

/**
 * Shows what a function reads, and reads it again: after a failure that may pass, and when the page asks for it. There is
 * one read at a time, so that a slow server does not get more to do: what is asked for meanwhile is read after it.
 *
 * @param target the element to fill
 * @param read returns a promise of what is shown
 * @param show makes nodes of it
 * @returns a function that reads again; what is shown stays until then. It tells whether it is reading, and since when
 *     what it shows is known
 */
export function follow(target, what, read, show, signal) {
    let timer = null;
    let asked = false;
    let said = null;
    signal.addEventListener('abort', () => clearTimeout(timer));
    const once = async () => {
        clearTimeout(timer);
        const begun = now();
        try {
            const answer = await read();
            if (!signal.aborted) {
                again.knownAt = begun;
                await show(answer, target);
            }
        } catch (failure) {
            if (!signal.aborted) {
                said = stillFailed(target, said, failure, again);
                if (failure.passes) {
                    timer = setTimeout(again, RETRY_MS);
                }
            }
        }
        target.removeAttribute('aria-busy');
    };
    const again = async () => {
        asked = true;
        if (again.reading) {
            return;
        }
        again.reading = true;
        while (asked && !signal.aborted) {
            asked = false;
            await once();
        }
        again.reading = false;
    };
    target.setAttribute('aria-busy', 'true');
    put(target, loading(what));
    again();
    return again;
}

export const wordsOf = ({ status, title, message }) => `${status} ${title} ${message}`;

/** What is said already is not drawn again: its button would lose the keyboard's focus, and it would be read out each time. */
export function stillFailed(target, said, failure, again) {
    const words = wordsOf(failure);
    if (said?.parentNode === target && said.dataset.words === words) {
        return said;
    }
    const message = failed(failure, again);
    message.dataset.words = words;
    put(target, message);
    return message;
}

/**
 * Reads again every five seconds. It is left out while the reader is busy with what is shown and would lose the place; how
 * old that is, is said then.
 *
 * @param again what `follow` returned
 * @param busy whether the reader is busy
 * @param asOf the element that says how old it is
 */
export function refresh(again, signal, busy, asOf) {
    every(REFRESH_MS, signal, async () => {
        if (busy()) {
            sayAge(asOf, again);
        } else if (!again.reading) {
            await again();
            put(asOf);
        }
    });
}

/** Says since when something is known, where it is not read again by itself or the reader is busy. */
export const sayAge = (asOf, { knownAt }) => put(asOf, knownAt && ['as of ', timeOfDay(new Date(knownAt).toISOString())]);

/** Where `refresh` says how old something is. */
export const age = () => el('span', { class: 'soft', 'data-testid': 'as-of' });

/** Runs a job again and again while the page is visible, and when it is seen again, until the page is left. */
export function every(ms, signal, job) {
    if (signal.aborted) {
        return;
    }
    const run = () => document.hidden || job();
    const timer = setInterval(run, ms);
    document.addEventListener('visibilitychange', run, { signal });
    signal.addEventListener('abort', () => clearInterval(timer));
}
