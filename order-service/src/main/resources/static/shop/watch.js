import { checkout, isUncertain, progress } from './api.js';
import { Pauses } from './pauses.js';

/** A browser opens six connections to a server for all of its tabs, and the rest of the pages needs some of them. */
const MOST_STREAMS = 1;
const MOST_FAILURES = 3;
const LONG_SILENCE_MS = 5000;
let streams = 0;

/**
 * Follows a pending checkout to its end: through its event stream, or by asking again and again while no stream is
 * available.
 *
 * @param listener {stage, standing, silence}: called with an event, with the whole checkout, with the reason why neither
 *     can be received, or null
 */
export function follow(id, listener) {
    if (streams < MOST_STREAMS) {
        // a silent stream may be broken, so the checkout itself is read from time to time
        listen(id, listener, { onSilence: () => look(id, listener), instead: () => poll(id, listener, () => false) });
    } else {
        poll(id, listener, () => streams < MOST_STREAMS);
    }
}

/** Receives the events of a checkout that has ended. */
export function replay(id, listener) {
    const instead = () => listener.silence('Its steps cannot be shown just now.');
    listen(id, listener, { onSilence: async () => { instead(); return { over: true }; }, instead });
}

/** The stream is closed while the page is hidden, and received anew from its start when it is seen again. */
function listen(id, listener, { onSilence, instead }) {
    let source = null;
    let failures = 0;
    let timer;
    streams++;

    const close = () => {
        clearTimeout(timer);
        source?.close();
        source = null;
    };
    const end = () => {
        if (source !== null) {
            close();
            streams--;
            document.removeEventListener('visibilitychange', turn);
        }
    };
    const wait = (ms = LONG_SILENCE_MS) => {
        clearTimeout(timer);
        timer = setTimeout(ask, ms);
    };
    const ask = async () => {
        const asking = source;
        const { over, seconds = 0 } = await onSilence();
        if (source !== asking) {
            return;
        }
        if (over) {
            end();
        } else {
            wait(Math.max(LONG_SILENCE_MS, seconds * 1000));
        }
    };
    const open = () => {
        source = progress(id);
        failures = 0;
        source.addEventListener('progress', ({ data }) => {
            const event = JSON.parse(data);
            failures = 0;
            wait();
            listener.stage(event);
            if (event.status !== 'PENDING') {
                end();
            }
        });
        source.addEventListener('error', () => {
            failures++;
            // the browser reconnects and resumes by itself, unless the server refused
            if (source.readyState === EventSource.CLOSED || failures === MOST_FAILURES) {
                end();
                instead();
            }
        });
        wait();
    };
    const turn = () => {
        close();
        if (!document.hidden) {
            open();
        }
    };
    document.addEventListener('visibilitychange', turn);
    turn();
}

/** @param mayListen whether there is a stream for it by now */
async function poll(id, listener, mayListen) {
    const pauses = new Pauses();
    for (;;) {
        const { over, seconds } = await look(id, listener);
        if (over) {
            return;
        }
        await pauses.pause(seconds);
        if (mayListen()) {
            follow(id, listener);
            return;
        }
    }
}

/** @returns whether there is nothing left to wait for, and for how many seconds the server wants not to be asked */
async function look(id, listener) {
    try {
        const now = await checkout(id);
        listener.silence(null);
        listener.standing(now);
        return { over: now.status !== 'PENDING' };
    } catch (failure) {
        listener.silence(failure.message);
        return { over: !isUncertain(failure), seconds: failure.retryAfter };
    }
}
