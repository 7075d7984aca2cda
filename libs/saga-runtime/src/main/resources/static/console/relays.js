/** The relay's sources with their replication slots, and how a source is replayed. */
import { get } from './api.js';
import { el, put } from './dom.js';
import { copyButton, facts, heading, section } from './parts.js';
import { empty, every, follow } from './states.js';
import { relative, serverTime } from './time.js';
import { bytes, duration, number, rate, sentence } from './words.js';

const REFRESH_MS = 5000;

export function relays(page, { signal }) {
    const list = el('div', { 'data-testid': 'relays' });
    put(page, heading('Relays and slots'), el('p', { class: 'soft' },
        'The relay reads each database’s log through a replication slot and publishes what services have written to their outbox tables.'), list);
    const again = follow(list, 'the relay', () => get('/v1/overview', signal), answer => {
        serverTime(answer.at);
        if (!list.contains(document.activeElement)) {
            show(list, answer.relay);
        }
    }, signal);
    every(REFRESH_MS, signal, again);
}

function show(list, { value, asOf, unknown }) {
    put(list,
        unknown && el('div', { class: 'message', role: 'alert' }, el('p', { class: 'strong-words' }, 'The relay is not heard of'),
            el('p', {}, `${sentence(unknown.slice(0, 1))}${unknown.slice(1)}.`),
            el('p', { class: 'soft' }, 'Nothing is published meanwhile; nothing is lost, as long as the slots keep the log. ',
                asOf && ['What is shown below was so ', relative(asOf), '.'])),
        value && value.sources.length === 0 && empty('The relay has no sources.'),
        value?.sources.map(source));
}

function source(each) {
    const { slot, recovery, unknown } = each;
    return section(each.name, {
        testId: 'source',
        aside: el('span', { class: 'standing', 'data-level': each.problem ? 'PROBLEM' : 'NORMAL' }, `${sentence(each.state)}, ${each.role}`),
    },
    each.problem && el('div', { class: 'message' }, el('p', { class: 'strong-words' }, `${each.problem}.`), each.remedy && el('p', {}, `${each.remedy}.`)),
    facts([
        ['Oldest unpublished row', each.lagSeconds === null ? `not known${unknown?.why ? `: ${unknown.why}` : ''}`
            : each.lagSeconds === 0 ? 'none' : duration(each.lagSeconds * 1000), each.lagSeconds > 30 ? 'PROBLEM' : 'NORMAL'],
        ['Published a second', rate(each.eventsPerSecond)],
        ['Published since its start', number(each.published)],
        each.quarantined !== null && ['Rows that Kafka refused', number(each.quarantined), each.quarantined > 0 ? 'PROBLEM' : 'NORMAL'],
        slot && ['Slot', el('code', {}, slot.name)],
        slot && ['Slot exists and is read', `${slot.exists ? 'exists' : 'does not exist'}, ${slot.active ? 'is read' : 'is not read'}`, slot.exists && slot.active ? 'NORMAL' : 'PROBLEM'],
        slot && ['Log to read', bytes(slot.lagBytes)],
        slot && ['Log that the slot keeps', bytes(slot.retainedBytes)],
        slot?.walStatus && ['State of that log', slot.walStatus],
        recovery && ['Recovers', [`attempt ${recovery.attempt}, next `, recovery.nextTry && relative(recovery.nextTry)]],
        each.lastError?.at && ['Last error', [relative(each.lastError.at), `: ${each.lastError.what ?? ''}`]],
        each.replayFrom && ['Rows may be missing since', relative(each.replayFrom), 'PROBLEM'],
    ]), replay(each));
}

/** The relay takes a replay from an operator itself, since it is what can be asked while the orchestrator's database is away. */
function replay({ name, replayFrom }) {
    const since = replayFrom ?? new Date(Date.now() - 3_600_000).toISOString();
    const body = JSON.stringify({ source: name, from: since, reason: 'why' });
    const command = `curl -u operator -H 'Content-Type: application/json' -d '${body}' RELAY/v1/relay/replay`;
    return el('details', { class: 'json' }, el('summary', {}, 'Replay'),
        el('p', { class: 'soft' }, 'Publishes the rows of a time again. Consumers recognize what they have handled. RELAY is the relay’s address, port 8083 locally.'),
        el('pre', { tabindex: 0 }, command), copyButton(command, 'Copy'));
}
