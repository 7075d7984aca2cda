/** One sentence that says how things are, and what to look at first. */
import { el, mark, redraw } from './dom.js';
import { counted, duration, OPEN_STATES } from './words.js';

const STALLED_SECONDS = 30;
const LAG_SECONDS = 30;
const LATE_SECONDS = 30;
const MOST_SAID = 5;

/** Writes the sentence and returns how much it matters. It is rewritten only if it says something else, for screen readers. */
export function headline(target, overview) {
    return say(target, standing(overview));
}

/** The same while nobody answers: what was said last is said no more. */
export const headlineLost = (target, hasAnswered) => say(target, ['PROBLEM', 'How things are is not known now.',
    hasAnswered ? ' What is shown below was so when the orchestrator last answered.' : '']);

function say(target, [level, ...parts]) {
    const key = parts.map(part => part.textContent ?? part).join('');
    redraw(target, key, () => parts);
    mark(target, 'data-level', level);
    return level;
}

function standing(overview) {
    const { value, unknown } = overview.sagas;
    if (unknown) {
        return ['PROBLEM', `The sagas cannot be counted: ${unknown}. They wait meanwhile, and go on when it does.`];
    }
    const troubles = [...sagaTroubles(value), ...processTroubles(overview)];
    if (troubles.length > 0) {
        const more = troubles.length - MOST_SAID;
        const said = [...troubles].sort((a, b) => (a[0] === b[0] ? 0 : a[0] === 'PROBLEM' ? -1 : 1)).slice(0, MOST_SAID);
        const joined = said.flatMap(([, part], i) => (i === 0 ? [part] : [', ', part]));
        const worst = troubles.some(([level]) => level === 'PROBLEM') ? 'PROBLEM' : 'ATTENTION';
        return [worst, ...joined, more > 0 ? `, and ${counted(more, 'more thing')} below.` : '.'];
    }
    const open = OPEN_STATES.reduce((sum, state) => sum + (value.states[state] ?? 0), 0);
    return ['NORMAL', open === 0
        ? 'All is well. Nothing is in flight, and nothing waits for you.'
        : `All is well. ${counted(open, 'saga')} in flight, and nothing waits for you.`];
}

function sagaTroubles(sagas) {
    const found = [];
    const stuck = (sagas.states.STUCK ?? 0) + (sagas.states.COMPENSATION_STUCK ?? 0);
    if (stuck > 0) {
        found.push(['PROBLEM', link('/console/sagas?stuck=true', `${counted(stuck, 'saga')} ${stuck === 1 ? 'is' : 'are'} stuck`)]);
    }
    if (sagas.deadLetters > 0) {
        found.push(['PROBLEM', link('/console/dead-letters',
            `${counted(sagas.deadLetters, 'dead letter')} ${sagas.deadLetters === 1 ? 'waits' : 'wait'} for you`)]);
    }
    if (sagas.timersLateSeconds > LATE_SECONDS) {
        found.push(['PROBLEM', `timers are ${duration(sagas.timersLateSeconds * 1000)} late`]);
    }
    if (sagas.states.RETRYING > 0) {
        found.push(['ATTENTION', link('/console/reasons',
            `${counted(sagas.states.RETRYING, 'saga')} ${sagas.states.RETRYING === 1 ? 'is' : 'are'} being retried`)]);
    }
    return found;
}

function processTroubles({ relay, services }) {
    const found = [];
    if (relay.unknown) {
        found.push(['PROBLEM', link('/console/relays', 'the relay is not heard of')]);
    }
    (relay.value?.sources ?? []).forEach(source => {
        if (source.problem || source.lagSeconds > LAG_SECONDS) {
            found.push(['PROBLEM', link('/console/relays', `source ${source.name} is not published`)]);
        } else if (source.lagSeconds === null) {
            found.push(['PROBLEM', link('/console/relays', `whether source ${source.name} is published is not known`)]);
        }
        if (source.quarantined > 0) {
            found.push(['PROBLEM', link('/console/relays', `${counted(source.quarantined, 'row')} of source ${source.name} ${source.quarantined === 1 ? 'waits' : 'wait'} in quarantine`)]);
        }
    });
    services.forEach(({ name, state }) => {
        if (state.unknown) {
            found.push(['PROBLEM', `${name} is not heard of`]);
            return;
        }
        const groups = state.value?.groups ?? [];
        if (groups.some(group => group.halted || group.gaps > 0)) {
            found.push(['PROBLEM', `a consumer of ${name} is halted`]);
        } else if (groups.some(group => group.stalledSeconds > STALLED_SECONDS)) {
            found.push(['PROBLEM', `${name} does not read its messages`]);
        } else if (groups.some(group => group.lagRecords === null)) {
            found.push(['PROBLEM', `how far ${name} has read is not known`]);
        } else if (groups.some(group => !group.works)) {
            found.push(['ATTENTION', `a consumer of ${name} has a problem`]);
        }
        (state.value?.indicators ?? []).filter(({ level }) => level !== 'NORMAL').forEach(({ name: what, value, level }) =>
            found.push([level, `${what.charAt(0).toLowerCase()}${what.slice(1)}: ${value}`]));
    });
    return found;
}

const link = (href, text) => el('a', { href }, text);
