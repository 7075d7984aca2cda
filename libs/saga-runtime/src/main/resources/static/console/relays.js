/** The relay's sources with their replication slots, and how a source is replayed. */
import { get, mayAct } from './api.js';
import { el, put } from './dom.js';
import { facts, heading, section } from './parts.js';
import { replayForm } from './replay.js';
import { empty, every, follow } from './states.js';
import { relative, serverTime } from './time.js';
import { bytes, duration, number, rate, sentence } from './words.js';

const REFRESH_MS = 5000;

export async function relays(page, { signal }) {
    const list = el('div', { 'data-testid': 'relays' });
    const result = el('div', { 'data-testid': 'replayed' });
    put(page, heading('Relays and slots'), el('p', { class: 'soft' },
        'The relay reads each database’s log through a replication slot and publishes what services have written to their outbox tables.'), result, list);
    const acts = await mayAct();
    const forms = new Map();
    /** What was typed into a form stays when the page is drawn again. */
    const form = source => {
        const key = `${source.name} ${source.replayFrom ?? ''}`;
        if (!forms.has(key)) {
            forms.set(key, replayForm(source, acts, result, () => again()));
        }
        return forms.get(key);
    };
    const again = follow(list, 'the relay', () => get('/v1/overview', signal), answer => {
        serverTime(answer.at);
        if (!list.contains(document.activeElement)) {
            show(list, answer.relay, form);
        }
    }, signal);
    every(REFRESH_MS, signal, again);
}

function show(list, { value, asOf, unknown }, replay) {
    put(list,
        unknown && el('div', { class: 'message', role: 'alert' }, el('p', { class: 'strong-words' }, 'The relay is not heard of'),
            el('p', {}, `${sentence(unknown.slice(0, 1))}${unknown.slice(1)}.`),
            el('p', { class: 'soft' }, 'Nothing is published meanwhile; nothing is lost, as long as the slots keep the log. ',
                asOf && ['What is shown below was so ', relative(asOf), '.'])),
        value && value.sources.length === 0 && empty('The relay has no sources.'),
        value?.sources.map(each => source(each, replay)));
}

function source(each, replay) {
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
