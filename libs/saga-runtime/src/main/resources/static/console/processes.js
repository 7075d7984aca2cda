/** The processes that sagas need: relay sources, consumer groups, and what the services say about themselves. */
import { el, redraw } from './dom.js';
import { unknownSince } from './slot.js';
import { withTimes } from './parts.js';
import { relative } from './time.js';
import { isLate, levelOfGroup, problemsOfSource } from './problems.js';
import { bytes, counted, duration, number, rate, sentence } from './words.js';

/** Draws them again if anything has changed; a link that has the keyboard's focus keeps it. */
export function processes(target, { relay, services }) {
    const slots = relay.value?.sources.map(source => unknownSince(source, relay));
    const key = JSON.stringify([relay.value, relay.unknown, slots, services.map(({ state }) => [state.value, state.unknown])]);
    redraw(target, key, () => [relayCard(relay), ...services.map(serviceCard)]);
}

function card(name, { unknown, asOf }, level, rows, testId) {
    return el('article', { 'data-level': unknown ? 'PROBLEM' : level, 'data-testid': testId },
        el('h3', {}, name),
        unknown && el('p', { class: 'wrong' }, 'Not known', asOf ? [' since ', relative(asOf)] : '', ': ', withTimes(unknown), '.'),
        el('dl', { class: unknown ? 'rows old' : 'rows' }, rows));
}

const row = (name, value, level = 'NORMAL') => el('div', { 'data-level': level }, el('dt', {}, name), el('dd', {}, value));

function relayCard(relay) {
    const sources = relay.value?.sources ?? [];
    const rows = sources.flatMap(source => {
        const slotUnknownSince = unknownSince(source, relay);
        const late = isLate(source);
        return [
            row(el('a', { href: '/console/relays' }, `Source ${source.name}`), sentence(source.state), source.problem ? 'PROBLEM' : 'NORMAL'),
            row('Oldest unpublished', source.lagSeconds === null ? 'not known' : source.lagSeconds === 0 ? 'none'
                : duration(source.lagSeconds * 1000), late ? 'PROBLEM' : 'NORMAL'),
            source.slot && (slotUnknownSince ? row('Log to read', ['not known since ', relative(slotUnknownSince)], 'PROBLEM')
                : row('Log to read', bytes(source.slot.lagBytes))),
            row('Published a second', rate(source.eventsPerSecond)),
            source.quarantined !== 0 && row('In quarantine', source.quarantined === null ? 'not known' : number(source.quarantined), 'PROBLEM'),
        ];
    });
    return card('outbox-relay', relay, sources.some(source => problemsOfSource(source, relay).length > 0) ? 'PROBLEM' : 'NORMAL', rows, 'process-relay');
}

function serviceCard({ name, state }) {
    const groups = state.value?.groups ?? [];
    const indicators = state.value?.indicators ?? [];
    const levels = [...groups.map(levelOfGroup), ...indicators.map(({ level }) => level)];
    const worst = ['PROBLEM', 'ATTENTION'].find(level => levels.includes(level)) ?? 'NORMAL';
    return card(name, state, worst, [
        ...groups.map(group => row(groupName(name, group), groupWords(group), levelOfGroup(group))),
        ...indicators.map(({ name: what, value, level }) => row(what, value, level)),
    ], `process-${name}`);
}

const groupName = (service, { name }) => (name === service ? 'Consumer' : `Consumer of ${name.replace(`${service}-`, '').replaceAll('-', ' ')}`);

function groupWords({ lagRecords, stalledSeconds, halted, gaps, works, deferred }) {
    const words = [lagRecords === null ? 'not known' : lagRecords === 0 ? 'up to date' : `${counted(lagRecords, 'record')} behind`];
    if (stalledSeconds >= 1) {
        words.push(`not moved for ${duration(stalledSeconds * 1000)}`);
    }
    if (halted) {
        words.push('halted');
    } else if (!works) {
        words.push('has a problem');
    }
    if (gaps > 0) {
        words.push(`${counted(gaps, 'partition')} with a gap`);
    }
    if (deferred > 0) {
        words.push(`${number(deferred)} deferred`);
    }
    return words.join(', ');
}
