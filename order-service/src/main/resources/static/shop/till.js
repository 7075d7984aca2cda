import { isUncertain } from './api.js';
import { forget, recall, remember } from './store.js';

const LONGEST_WAIT_SECONDS = 8;

/**
 * Sends a request until its outcome is certain: as long as the answer may have been lost, it repeats the same request
 * with the same key, after a reload too, so that nothing is bought or returned twice.
 */
export class Till {
    #goOn = () => {};
    #busy = false;

    /**
     * @param name under which the open request is stored
     * @param send takes a key and a body and returns the promise of an answer
     */
    constructor(name, send) {
        Object.assign(this, { name, send });
    }

    /** The request whose outcome is not certain yet, or null. */
    get open() {
        return recall(this.name, null);
    }

    get busy() {
        return this.#busy;
    }

    /** @param waiting called before each pause with the failure and the length of the pause in seconds */
    async order(body, waiting) {
        remember(this.name, { key: crypto.randomUUID(), body });
        return this.settle(waiting);
    }

    async settle(waiting) {
        const { key, body } = this.open;
        this.#busy = true;
        try {
            return await this.#insist(key, body, waiting);
        } finally {
            // accepted or refused, but certain: the next request gets a new key
            forget(this.name);
            this.#busy = false;
        }
    }

    /** Ends the pause before the next attempt. */
    again() {
        this.#goOn();
    }

    async #insist(key, body, waiting) {
        for (let tries = 0; ; tries++) {
            try {
                return await this.send(key, body);
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
