/** Has the relay publish rows of a source again. */
import { post } from './api.js';
import { reasonDialog } from './act-dialog.js';
import { announce, el, newId, write } from './dom.js';
import { copyButton } from './parts.js';
import { failed } from './states.js';
import { now } from './time.js';
import { sentence } from './words.js';

const AN_HOUR_MS = 3_600_000;

/**
 * A form for one source.
 *
 * @param acts whether the reader may act
 * @param tell shows what became of it
 */
export function replayForm(source, acts, tell) {
    const since = source.replayFrom ?? new Date(Math.floor((now() - AN_HOUR_MS) / 1000) * 1000).toISOString().replace('.000Z', 'Z');
    const from = time('Created from', since, 'replay-from');
    const to = time('to', '', 'replay-to', 'empty: until now');
    const wrong = el('p', { class: 'wrong', role: 'alert' });
    return el('details', { class: 'json', open: source.replayFrom !== null && source.replayFrom !== undefined, 'data-testid': 'replay' },
        el('summary', {}, 'Replay'),
        el('p', { class: 'soft' }, 'Publishes the rows of a time again. Consumers recognize what they have handled.'),
        acts ? el('form', {
            class: 'filter short', 'aria-label': `Replay ${source.name}`, novalidate: true,
            onsubmit: event => {
                event.preventDefault();
                ask(source, from.value(), to.value(), wrong, tell);
            },
        }, from.field, to.field, el('div', { class: 'buttons' },
            el('button', { type: 'submit', class: 'strong', 'data-testid': 'replay-submit' }, 'Publish again'))) :
            el('p', { class: 'soft' }, 'Acting needs the role operator.'),
        wrong, withoutOrchestrator(source, since));
}

function time(name, value, testId, hint = 'in UTC') {
    const input = el('input', { id: newId(testId), type: 'text', value, autocomplete: 'off', spellcheck: 'false', size: 24, 'data-testid': testId });
    return {
        field: el('div', {}, el('label', { for: input.id }, name, ' ', el('small', {}, hint)), input),
        value: () => input.value.trim(),
    };
}

const isTime = text => !Number.isNaN(Date.parse(text)) && text.endsWith('Z');

async function ask(source, from, to, wrong, tell) {
    const bad = [from, ...(to ? [to] : [])].find(text => !isTime(text));
    write(wrong, bad === undefined ? '' : `“${bad}” is no time: write it as 2026-01-31T12:00:00Z.`);
    if (bad !== undefined) {
        return;
    }
    let answer = null;
    await reasonDialog({
        title: `Publish rows of ${source.name} again`,
        explain: `All rows that were created from ${from} ${to ? `to ${to}` : 'until now'} and are still kept. Nothing is sent twice to a customer: consumers recognize what they have handled.`,
        verb: 'Publish again',
        force: source.replayFrom ? 'Give up missing rows that were created outside of this time' : null,
        submit: async ({ reason, force }, left) => {
            try {
                answer = await post('/v1/relay/replay', {
                    source: source.name, from, reason, ...(to ? { to } : {}), ...(force ? { acceptGap: true } : {}),
                });
                tell(told(answer));
            } catch (failure) {
                if (left.aborted) {
                    tell(failed(failure));
                }
                throw failure;
            }
        },
    });
    if (answer) {
        announce(answer.detail);
    }
}

const TITLES = { DONE: 'Done', REFUSED: 'The relay refused it', RUNNING: 'It still runs', UNANSWERED: 'The relay did not answer' };

const told = ({ outcome, detail }) => el('div', { class: 'message', role: 'status', 'data-outcome': outcome },
    el('p', { class: 'strong-words' }, TITLES[outcome] ?? sentence(outcome)), el('p', {}, `${detail}.`),
    el('p', { class: 'soft' }, el('a', { href: '/console/audit?action=REPLAY' }, 'Replays in the audit log')));

/** The relay takes a replay from an operator itself, since it can be asked while the orchestrator's database is away. */
function withoutOrchestrator({ name }, from) {
    const command = `curl -u operator -H 'Content-Type: application/json' -d '${JSON.stringify({ source: name, from, reason: 'why' })}' RELAY/v1/relay/replay`;
    return el('details', { class: 'json' }, el('summary', {}, 'While the orchestrator’s database is away'),
        el('p', { class: 'soft' }, 'The relay takes it from an operator, too. RELAY is its address, port 8083 locally.'),
        el('pre', { tabindex: 0 }, command), copyButton(command, 'Copy'));
}
