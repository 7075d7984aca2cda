/** Asks for what an act needs, such as its reason, and has it looked at before it is done. */
import { get, post } from './api.js';
import { el, newId, put } from './dom.js';
import { failed } from './states.js';
import { go } from './router.js';
import { sentence } from './words.js';

const ACTIONS = {
    RETRY: { verb: 'Retry', explain: 'The command that is owed is sent again, now. What is backing off does not wait any longer.' },
    COMPENSATE: { verb: 'Compensate', explain: 'What was done is undone in reverse. It is refused past the pivot.' },
    CANCEL: { verb: 'Cancel', explain: 'It is undone as if the customer had cancelled. It is refused past the pivot.' },
    RESOLVE: { verb: 'Resolve', explain: 'The saga ends by your word. Say only what has been made true outside.' },
};

export const verbOf = action => ACTIONS[action]?.verb ?? sentence(action);

/**
 * A button for each action.
 *
 * @param target returns the filter of the sagas to act on, and what they are called
 * @param possible says of an action whether it is possible for a single saga, or would be with force, and why not
 */
export function actButtons(target, possible = () => ({ possible: true })) {
    return el('div', { class: 'act-buttons', role: 'group', 'aria-label': 'Acts' }, Object.keys(ACTIONS).map(action => {
        const { possible: can, possibleWithForce: forcible, why, outcomes } = possible(action);
        return el('button', {
            type: 'button', class: 'plain', disabled: !can && !forcible, title: can ? null : why, 'data-testid': `act-${action.toLowerCase()}`,
            onclick: event => plan(action, target(), outcomes, forcible ? why : null, event.currentTarget),
        }, verbOf(action));
    }));
}

/** Whether the outcomes for a dialog are being asked for, so that a second click opens no second one. */
let asking = false;

/** A dry run has a page of its own, which says how many, which, and what will be sent; it is run from there. */
async function plan(action, { filter, words, outcomes: known }, outcomes, onlyForced, button) {
    const { verb, explain } = ACTIONS[action];
    if (asking) {
        return;
    }
    asking = true;
    const offered = action === 'RESOLVE' ? outcomes ?? known ?? await outcomesOf(filter) : null;
    asking = false;
    if (!button.isConnected) {
        return; // the page was left meanwhile
    }
    await reasonDialog({
        title: `${verb} ${words}`,
        explain: `${explain}${onlyForced ? ` Without force it is refused: ${onlyForced}.` : ''} Nothing is done yet: the next page says what will be sent and to whom.`,
        verb: 'See what would happen',
        outcomes: offered,
        submit: async (given, left) => {
            const act = await post('/v1/acts', { action, filter, dryRun: true, ...given });
            if (!left.aborted) {
                go(`/console/acts/${act.id}`);
            }
        },
    });
}

/** The words in which an outcome may be stated differ by type; those of any saga always apply. */
async function outcomesOf({ ids }) {
    if (ids?.length > 0) {
        try {
            return (await get(`/v1/sagas/${ids[0]}`)).actions.resolve?.outcomes ?? ['COMPLETED', 'COMPENSATED'];
        } catch {
            return ['COMPLETED', 'COMPENSATED'];
        }
    }
    return ['COMPLETED', 'COMPENSATED'];
}

/**
 * Asks for a reason, and what else is needed.
 *
 * @param outcomes the outcomes to choose from, if one has to be stated
 * @param force what forcing is called, if it is needed
 * @param submit does something with what was given; a failure is shown and the dialog stays. It also gets a signal that ends
 *     with the dialog, and a function that shows how far it is
 * @param prepare reads what has to be known before; it gets the same signal and returns a title and an explanation, or null if
 *     there is nothing to do
 * @returns what was given, or null if the dialog was left
 */
export function reasonDialog({ title, explain, verb, outcomes = null, force = null, prepare = null, submit = async () => {} }) {
    const titleId = newId('dialog');
    const reason = el('textarea', { id: newId('reason'), rows: 2, maxlength: 500, required: true, 'data-testid': 'reason' });
    const outcome = outcomes && el('select', { id: newId('outcome'), 'data-testid': 'outcome' },
        outcomes.map(word => el('option', { value: word }, word)));
    const note = outcomes && el('input', { id: newId('note'), type: 'text', maxlength: 1000 });
    const forced = (force || outcomes) && el('input', { id: newId('force'), type: 'checkbox' });
    const problem = el('div');
    const heading = el('h2', { id: titleId }, title);
    const explanation = el('p', { role: prepare && 'status' }, explain);
    const button = el('button', { type: 'submit', class: 'strong', disabled: prepare !== null, 'data-testid': 'submit' }, verb);
    const ends = new AbortController();
    return new Promise(resolve => {
        let result = null;
        let busy = false;
        const dialog = el('dialog', { class: 'sheet', 'aria-labelledby': titleId, onclose: () => { ends.abort(); dialog.remove(); resolve(result); } },
            heading, explanation,
            el('form', {
                onsubmit: async event => {
                    event.preventDefault();
                    if (busy || button.disabled) {
                        return;
                    }
                    const given = { reason: reason.value.trim() };
                    if (outcome) {
                        Object.assign(given, { outcome: outcome.value, ...(note.value.trim() ? { note: note.value.trim() } : {}) });
                    }
                    if (forced?.checked) {
                        given.force = true;
                    }
                    if (!given.reason) {
                        put(problem, el('p', { class: 'wrong', role: 'alert' }, 'Say why: the reason is kept in the audit log.'));
                        reason.focus();
                        return;
                    }
                    busy = true;
                    put(problem);
                    try {
                        await submit(given, ends.signal, words => put(problem, el('p', { role: 'status' }, words)));
                        result = given;
                        dialog.close();
                    } catch (failure) {
                        put(problem, failed(failure));
                    }
                    busy = false;
                },
                novalidate: true,
            },
            outcome && field('It ended as', outcome),
            note && field('What was done outside', note, 'optional'),
            field('Reason', reason, 'kept in the audit log'),
            forced && el('p', { class: 'check' }, forced, el('label', { for: forced.id }, force ?? 'Also while a command is in flight')),
            problem,
            el('div', { class: 'buttons' },
                button,
                el('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, 'Leave it'))));
        document.body.append(dialog);
        dialog.showModal();
        reason.focus();
        prepare?.(ends.signal).then(found => {
            if (found === null) {
                dialog.close();
                return;
            }
            put(heading, found.title);
            put(explanation, found.explain);
            button.disabled = false;
        }).catch(failure => ends.signal.aborted || put(problem, failed(failure)));
    });
}

const field = (name, control, hint) => el('div', { class: 'field' },
    el('label', { for: control.id }, name, hint && el('small', {}, ` ${hint}`)), control);
