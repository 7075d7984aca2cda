/** Settles all letters of a group: those, and no others, that were there when the operator was asked about them. */
import { get, post, withQuery } from './api.js';
import { reasonDialog } from './act-dialog.js';
import { el } from './dom.js';
import { counted, number, sentence } from './words.js';

const MOST_AT_ONCE = 200;

/**
 * Buttons that settle a group.
 *
 * @param criteria what the list of letters is asked for; it may find more than the group's
 * @param settled is told in a sentence what became of the letters
 */
export function settleButtons(group, criteria, settled) {
    const button = (action, verb) => el('button', {
        type: 'button', class: 'plain', 'data-testid': `${action.toLowerCase()}-all`,
        onclick: () => ask(action, verb, group, criteria, settled),
    }, verb);
    return el('div', { class: 'buttons' }, button('REDRIVE', 'Send all again'), button('DISCARD', 'Discard all'));
}

const isOf = (group, letter) => letter.topic === group.topic && letter.type === group.type && letter.reason === group.reason
    && (letter.group ?? '') === group.group;

/** The ids of the group's letters that are open now. */
async function openLetters(group, criteria, left) {
    const ids = [];
    let cursor = null;
    do {
        const found = await get(withQuery('/v1/dead-letters', { ...criteria, status: 'OPEN', limit: MOST_AT_ONCE, cursor }), left);
        ids.push(...found.deadLetters.filter(letter => isOf(group, letter)).map(({ id }) => id));
        cursor = found.nextCursor;
    } while (cursor);
    return ids;
}

/** The dialog opens before the letters are read, because that may take long. */
async function ask(action, verb, group, criteria, settled) {
    let progress = null;
    const titled = letters => (action === 'DISCARD' ? `Discard ${letters}` : `Send ${letters} again`);
    await reasonDialog({
        title: titled('letters'),
        explain: `Reading ${counted(group.count, 'letter')} of ${group.topic}…`,
        verb,
        prepare: async left => {
            const ids = await openLetters(group, criteria, left);
            if (ids.length === 0) {
                settled(`${verb}: none is open any more.`);
                return null;
            }
            progress = new Progress(ids);
            return {
                title: titled(counted(ids.length, 'letter')),
                explain: `The ${counted(ids.length, 'open letter')} of ${group.topic} with this reason, and none that arrives from now on.${
                    ids.length === group.count ? '' : ` The list said ${number(group.count)} when it was read.`
                } What can only do harm is left alone; look at those one by one.`,
            };
        },
        submit: async ({ reason }, closed, say) => {
            try {
                await progress.settle(action, reason, closed, say);
            } catch (failure) {
                settled(`${verb}: ${progress.words()}. Then it failed: ${failure.message}`);
                throw failure;
            }
            settled(`${verb}: ${progress.words()}.`);
        },
    });
}

/** Which letters have been settled, and how. After a failure it goes on with those that are left. */
class Progress {
    #left;
    #many;
    #counts = {};

    constructor(ids) {
        this.#left = ids;
        this.#many = ids.length;
    }

    async settle(action, reason, closed, say) {
        while (this.#left.length > 0 && !closed.aborted) {
            say(`${number(this.#many - this.#left.length)} of ${number(this.#many)} settled. “Leave it” stops after the request under way.`);
            const { results } = await post('/v1/dead-letters/bulk', {
                filter: { ids: this.#left.slice(0, MOST_AT_ONCE) }, action, reason,
            });
            results.forEach(({ outcome }) => { this.#counts[outcome] = (this.#counts[outcome] ?? 0) + 1; });
            this.#left = this.#left.slice(MOST_AT_ONCE);
        }
    }

    words() {
        const words = Object.entries(this.#counts).map(([outcome, count]) => `${number(count)} ${sentence(outcome).toLowerCase()}`);
        if (this.#left.length > 0) {
            words.push(`${number(this.#left.length)} not settled`);
        }
        return words.join(', ');
    }
}
