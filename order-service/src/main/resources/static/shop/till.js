import { isUncertain, place } from './api.js';
import { forget, recall, remember } from './store.js';

const NAME = 'attempt';
const LONGEST_WAIT_SECONDS = 8;

/**
 * Places a checkout and does not rest until it is certain what came of it: as long as the answer may have been lost,
 * the same request goes out again under the same key, after a reload too, so that nobody pays twice.
 */
export class Till {
    #goOn = () => {};
    #busy = false;

    /** The request whose outcome is not certain yet, if there is one. */
    get open() {
        return recall(NAME, null);
    }

    get busy() {
        return this.#busy;
    }

    /** @param waiting told, before each pause, why there was no answer and for how many seconds it lasts */
    async order(body, waiting) {
        remember(NAME, { key: crypto.randomUUID(), body });
        return this.settle(waiting);
    }

    async settle(waiting) {
        const { key, body } = this.open;
        this.#busy = true;
        try {
            return await this.#insist(key, body, waiting);
        } finally {
            // taken or refused, but certain: the next order gets a key of its own
            forget(NAME);
            this.#busy = false;
        }
    }

    /** Ends the pause before the next try. */
    again() {
        this.#goOn();
    }

    async #insist(key, body, waiting) {
        for (let tries = 0; ; tries++) {
            try {
                return await place(key, body);
            } catch (failure) {
                if (!isUncertain(failure)) {
                    throw failure;
                }
                const seconds = Math.min(LONGEST_WAIT_SECONDS, 2 ** tries);
                waiting(failure, seconds);
                await this.#pause(seconds);
            }
        }
    }

    #pause(seconds) {
        return new Promise(resolve => {
            this.#goOn = resolve;
            setTimeout(resolve, seconds * 1000);
        });
    }
}
