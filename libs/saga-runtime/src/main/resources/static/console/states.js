/** What a page shows while it has nothing to show: loading, empty, or an error with what it means. */
import { el, put } from './dom.js';

const MEANINGS = {
    'no-answer': 'The orchestrator’s process may be away, or the network to it. Sagas that have been accepted are not lost: they go on when it is back.',
    unavailable: 'The database does not answer the orchestrator. Sagas wait meanwhile, and go on by themselves when it does.',
    'customer-unknown': 'Only order-service knows whose order is whose.',
    forbidden: 'Your role does not allow this; sign in as somebody else.',
};

const RETRY_MS = 3000;

export const loading = what => el('p', { class: 'loading', role: 'status' }, `Reading ${what}…`);

export const empty = (...sentence) => el('p', { class: 'empty', 'data-testid': 'empty' }, ...sentence);

/** An error. If it may pass by itself and there is a way to try again, that is done, and said. */
export function failed(failure, again) {
    const meaning = MEANINGS[failure.type] ?? (failure.status === 503 ? MEANINGS.unavailable : null);
    return el('div', { class: 'message', role: 'alert', 'data-testid': 'problem' },
        el('p', { class: 'strong-words' }, failure.title ?? 'This page has failed'),
        el('p', {}, failure.message),
        meaning && el('p', { class: 'soft' }, meaning),
        again && el('p', { class: 'soft' }, failure.passes && 'It is tried again by itself. ',
            el('button', { type: 'button', class: 'plain', onclick: again }, 'Try again now')));
}

/**
 * Shows what a function reads, and reads it again: after a failure that may pass, and when the page asks for it.
 *
 * @param target the element to fill
 * @param read returns a promise of what is shown
 * @param show makes nodes of it
 * @returns a function that reads again; what is shown stays until then
 */
export function follow(target, what, read, show, signal) {
    let timer = null;
    let shown = false;
    signal.addEventListener('abort', () => clearTimeout(timer));
    const again = async () => {
        clearTimeout(timer);
        if (signal.aborted) {
            return;
        }
        try {
            const answer = await read();
            if (!signal.aborted) {
                shown = true;
                show(answer, target);
                target.removeAttribute('aria-busy');
            }
        } catch (failure) {
            if (!signal.aborted) {
                shown = false;
                put(target, failed(failure, again));
                target.removeAttribute('aria-busy');
                if (failure.passes) {
                    timer = setTimeout(again, RETRY_MS);
                }
            }
        }
    };
    if (!shown) {
        target.setAttribute('aria-busy', 'true');
        put(target, loading(what));
    }
    again();
    return again;
}

/** Runs a job again and again while the page is visible, until it ends or the page does. */
export function every(ms, signal, job) {
    const timer = setInterval(() => {
        if (signal.aborted) {
            clearInterval(timer);
        } else if (!document.hidden) {
            job();
        }
    }, ms);
    signal.addEventListener('abort', () => clearInterval(timer));
    return () => clearInterval(timer);
}
