const FIRST_MS = 1000;
const LONGEST_MS = 8000;
const GROWTH = 1.5;
/** The share of a pause that is left to chance, so that tabs do not ask at the same time. */
const CHANCE = 0.25;

/** The pauses of one who asks until something has ended. They grow, and last as long as the page is hidden. */
export class Pauses {
    #next = FIRST_MS;

    /** @param seconds how long the server wants not to be asked */
    async pause(seconds = 0) {
        const ms = Math.max(this.#next * (1 - CHANCE * Math.random()), seconds * 1000);
        this.#next = Math.min(LONGEST_MS, this.#next * GROWTH);
        await new Promise(resolve => { setTimeout(resolve, ms); });
        await seen();
    }
}

/** Waits until somebody can see the page. */
async function seen() {
    if (document.hidden) {
        await new Promise(resolve => { document.addEventListener('visibilitychange', resolve, { once: true }); });
    }
}
