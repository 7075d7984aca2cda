import { checkout, isUncertain, progress } from './api.js';

/** A browser opens six connections to a server, and the rest of the page needs some of them. */
const MOST_STREAMS = 3;
const MOST_FAILURES = 3;
const POLL_MS = 1000;
const LONG_SILENCE_MS = 5000;
let streams = 0;

/**
 * Follows a pending checkout to its end: through its event stream, or by polling every second if no stream is
 * available.
 *
 * @param listener {stage, standing, silence}: called with an event, with the whole checkout, with the reason why neither
 *     can be received, or null
 */
export function follow(id, listener) {
    if (streams < MOST_STREAMS) {
        // a silent stream may be broken, so the checkout itself is read from time to time
        listen(id, listener, { onSilence: () => look(id, listener), instead: () => poll(id, listener) });
    } else {
        poll(id, listener);
    }
}

/** Receives the events of a checkout that has ended. */
export function replay(id, listener) {
    const instead = () => listener.silence('Its steps cannot be shown just now.');
    listen(id, listener, { onSilence: async () => { instead(); return true; }, instead });
}

function listen(id, listener, { onSilence, instead }) {
    const source = progress(id);
    let failures = 0;
    let timer;
    streams++;

    const end = () => {
        if (timer !== null) {
            clearTimeout(timer);
            timer = null;
            source.close();
            streams--;
        }
    };
    const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(ask, LONG_SILENCE_MS);
    };
    const ask = async () => {
        if (await onSilence()) {
            end();
        } else if (timer !== null) {
            wait();
        }
    };
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
}

async function poll(id, listener) {
    if (!await look(id, listener)) {
        setTimeout(() => poll(id, listener), POLL_MS);
    }
}

/** @returns whether there is nothing left to wait for */
async function look(id, listener) {
    try {
        const now = await checkout(id);
        listener.silence(null);
        listener.standing(now);
        return now.status !== 'PENDING';
    } catch (failure) {
        listener.silence(failure.message);
        return !isUncertain(failure);
    }
}
