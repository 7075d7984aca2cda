/** The relay's sources with their replication slots, and how a source is replayed. */
import { get, mayAct } from './api.js';
import { el, mark, put, redraw, write } from './dom.js';
import { notice } from './notices.js';
import { facts, heading, section, withTimes } from './parts.js';
import { replayForm } from './replay.js';
import { unknownSince } from './slot.js';
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
    const told = said => {
        if (signal.aborted) {
            notice('replayed', said);
            return;
        }
        put(result, said);
        again();
    };
    const sources = new Sources(each => replayForm(each, acts, told));
    const about = el('div');
    const again = follow(list, 'the relay', () => get('/v1/overview', signal), answer => {
        serverTime(answer.at);
        const { value, asOf, unknown } = answer.relay;
        redraw(about, JSON.stringify([unknown, asOf, value?.sources.length]), () => standing(answer.relay));
        const parts = [about, ...(answer.relay.value?.sources ?? []).map(each => sources.draw(each, answer.relay))];
        // a part that stays in its place keeps the focus
        if (parts.length !== list.childNodes.length || parts.some((part, i) => part !== list.childNodes[i])) {
            put(list, parts);
        }
    }, signal);
    every(REFRESH_MS, signal, () => again.reading || again());
}

function standing({ value, asOf, unknown }) {
    return [
        unknown && el('div', { class: 'message', role: 'alert' }, el('p', { class: 'strong-words' }, 'The relay is not heard of'),
            el('p', {}, sentence(unknown.slice(0, 1)), withTimes(unknown.slice(1)), '.'),
            el('p', { class: 'soft' }, 'Nothing is published meanwhile; nothing is lost, as long as the slots keep the log. ',
                asOf && ['What is shown below was so ', relative(asOf), '.'])),
        value && value.sources.length === 0 && empty('The relay has no sources.'),
    ];
}

/** The sources as they are shown. What is known of one changes around its form, in which somebody may be typing. */
class Sources {
    #parts = new Map();
    #form;

    constructor(form) {
        this.#form = form;
    }

    draw(each, relay) {
        if (!this.#parts.has(each.name)) {
            const made = { state: el('span', { class: 'standing' }), known: el('div'), replay: el('div'), replayFrom: undefined };
            made.element = section(each.name, { testId: 'source', aside: made.state }, made.known, made.replay);
            this.#parts.set(each.name, made);
        }
        const part = this.#parts.get(each.name);
        const { state, known, replay } = part;
        mark(state, 'data-level', each.problem ? 'PROBLEM' : 'NORMAL');
        write(state, `${sentence(each.state)}, ${each.role}`);
        put(known, source(each, unknownSince(each, relay)));
        const from = each.replayFrom ?? null;
        if (from !== part.replayFrom && !replay.contains(document.activeElement)) {
            put(replay, this.#form(each));
            part.replayFrom = from;
        }
        return part.element;
    }
}

function source(each, slotUnknownSince) {
    const { slot, recovery, unknown } = each;
    const ofSlot = value => (slotUnknownSince ? ['not known since ', relative(slotUnknownSince)] : value);
    const read = slot?.exists && slot.active && !slotUnknownSince;
    return [each.problem && el('div', { class: 'message' }, el('p', { class: 'strong-words' }, `${each.problem}.`), each.remedy && el('p', {}, `${each.remedy}.`)),
    facts([
        ['Oldest unpublished row', each.lagSeconds === null ? `not known${unknown?.why ? `: ${unknown.why}` : ''}`
            : each.lagSeconds === 0 ? 'none' : duration(each.lagSeconds * 1000), each.lagSeconds === null || each.lagSeconds > 30 ? 'PROBLEM' : 'NORMAL'],
        ['Published a second', rate(each.eventsPerSecond)],
        ['Published since its start', number(each.published)],
        ['Rows that Kafka refused', each.quarantined === null ? 'not known' : number(each.quarantined), each.quarantined !== 0 ? 'PROBLEM' : 'NORMAL'],
        slot && ['Slot', el('code', {}, slot.name)],
        slot && ['Slot exists and is read', ofSlot(`${slot.exists ? 'exists' : 'does not exist'}, ${slot.active ? 'is read' : 'is not read'}`), read ? 'NORMAL' : 'PROBLEM'],
        slot && ['Log to read', ofSlot(bytes(slot.lagBytes))],
        slot && ['Log that the slot keeps', ofSlot(bytes(slot.retainedBytes))],
        slot?.walStatus && ['State of that log', ofSlot(slot.walStatus)],
        recovery && ['Recovers', [`attempt ${recovery.attempt}, next `, recovery.nextTry && relative(recovery.nextTry)]],
        each.lastError?.at && ['Last error', [relative(each.lastError.at), `: ${each.lastError.what ?? ''}`]],
        each.replayFrom && ['Rows may be missing since', relative(each.replayFrom), 'PROBLEM'],
    ])];
}
