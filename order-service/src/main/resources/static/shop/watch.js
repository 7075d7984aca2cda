import { checkout, isUncertain, progress } from './api.js';

/** A browser has six connections to a shop; the rest of the page needs some. */
const MOST_STREAMS = 3;
const MOST_FAILURES = 3;
const POLL_MS = 1000;
const LONG_SILENCE_MS = 5000;
let streams = 0;

/**
 * Follows a pending checkout to its end: by its stream of events, or by asking every second where there is none to be
 * had.
 *
 * @param told {stage, standing, silence}: a stage's event, the checkout as a whole, why nothing is heard
 */
export function follow(id, told) {
    if (streams < MOST_STREAMS) {
        // a silent stream may be a dead one: now and then the checkout itself is asked
        listen(id, told, { onSilence: () => look(id, told), instead: () => poll(id, told) });
    } else {
        poll(id, told);
    }
}

/** Hears once more what happened to a checkout that has ended. */
export function replay(id, told) {
    const instead = () => told.silence('Its steps cannot be shown just now.');
    listen(id, told, { onSilence: async () => { instead(); return true; }, instead });
}

function listen(id, told, { onSilence, instead }) {
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
        told.stage(event);
        if (event.status !== 'PENDING') {
            end();
        }
    });
    source.addEventListener('error', () => {
        failures++;
        // the browser reconnects by itself and resumes, unless the shop said no
        if (source.readyState === EventSource.CLOSED || failures === MOST_FAILURES) {
            end();
            instead();
        }
    });
    wait();
}

async function poll(id, told) {
    if (!await look(id, told)) {
        setTimeout(() => poll(id, told), POLL_MS);
    }
}

/** @returns whether there is nothing more to wait for */
async function look(id, told) {
    try {
        const now = await checkout(id);
        told.silence(null);
        told.standing(now);
        return now.status !== 'PENDING';
    } catch (failure) {
        told.silence(failure.message);
        return !isUncertain(failure);
    }
}
