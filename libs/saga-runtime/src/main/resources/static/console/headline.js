/** One sentence that says how things are, and what to look at first. */
import { announce, el, mark, redraw } from './dom.js';
import { withTimes } from './parts.js';
import { problemOfGroups, problemsOfSource } from './problems.js';
import { counted, duration, OPEN_STATES } from './words.js';

const LATE_SECONDS = 30;
const MOST_SAID = 5;

/**
 * Writes the sentence and returns how much it matters. Screen readers announce it if something else is wrong than before, and not
 * each time a number changes.
 */
export function headline(target, overview) {
    return say(target, standing(overview));
}

/** The same while nobody answers: what was said last is said no more. */
export const headlineLost = (target, hasAnswered) => say(target, {
    kinds: 'lost', level: 'PROBLEM',
    parts: ['How things are is not known now.', hasAnswered ? ' What is shown below was so when the orchestrator last answered.' : ''],
});

function say(target, { kinds, level, parts }) {
    const text = parts.map(part => part.textContent ?? part).join('');
    redraw(target, text, () => parts);
    mark(target, 'data-level', level);
    if (target.dataset.kinds !== kinds) {
        target.dataset.kinds = kinds;
        announce(text);
    }
    return level;
}

function standing(overview) {
    const { value, unknown } = overview.sagas;
    if (unknown) {
        return {
            kinds: 'uncounted', level: 'PROBLEM',
            parts: ['The sagas cannot be counted: ', ...withTimes(unknown), '. They wait meanwhile, and go on when it does.'],
        };
    }
    const problems = [...sagaProblems(value), ...processProblems(overview)];
    if (problems.length > 0) {
        const more = problems.length - MOST_SAID;
        const said = [...problems].sort((a, b) => (a.level === b.level ? 0 : a.level === 'PROBLEM' ? -1 : 1)).slice(0, MOST_SAID);
        const joined = said.flatMap(({ words }, i) => (i === 0 ? [words] : [', ', words]));
        return {
            kinds: problems.map(({ kind }) => kind).join(', '), level: said[0].level,
            parts: [...joined, more > 0 ? `, and ${counted(more, 'more thing')} below.` : '.'],
        };
    }
    const open = OPEN_STATES.reduce((sum, state) => sum + (value.states[state] ?? 0), 0);
    return {
        kinds: 'none', level: 'NORMAL',
        parts: [open === 0 ? 'All is well. Nothing is in flight, and nothing waits for you.'
            : `All is well. ${counted(open, 'saga')} in flight, and nothing waits for you.`],
    };
}

const problem = (kind, words) => ({ kind, level: 'PROBLEM', words });

function sagaProblems({ states, deadLetters, timersLateSeconds }) {
    const stuck = (states.STUCK ?? 0) + (states.COMPENSATION_STUCK ?? 0);
    return [
        stuck > 0 && problem('stuck', link('/console/sagas?stuck=true', `${counted(stuck, 'saga')} ${stuck === 1 ? 'is' : 'are'} stuck`)),
        deadLetters > 0 && problem('letters', link('/console/dead-letters',
            `${counted(deadLetters, 'dead letter')} ${deadLetters === 1 ? 'waits' : 'wait'} for you`)),
        timersLateSeconds > LATE_SECONDS && problem('timers', `timers are ${duration(timersLateSeconds * 1000)} late`),
        states.RETRYING > 0 && {
            kind: 'retrying', level: 'ATTENTION', words: link('/console/reasons',
                `${counted(states.RETRYING, 'saga')} ${states.RETRYING === 1 ? 'is' : 'are'} being retried`),
        },
    ].filter(found => found);
}

const processProblems = ({ relay, services }) => [
    ...(relay.unknown ? [problem('relay', link('/console/relays', 'the relay is not heard of'))] : []),
    ...(relay.value?.sources ?? []).flatMap(source => problemsOfSource(source, relay))
        .map(found => ({ ...found, words: link('/console/relays', found.words) })),
    ...services.flatMap(serviceProblems),
];

function serviceProblems({ name, state }) {
    if (state.unknown) {
        return [problem(`service ${name}`, `${name} is not heard of`)];
    }
    const ofGroups = problemOfGroups(name, state.value?.groups ?? []);
    const indicators = (state.value?.indicators ?? []).filter(({ level }) => level !== 'NORMAL').map(({ name: what, value, level }) =>
        ({ kind: `${name} ${what} ${level}`, level, words: `${what.charAt(0).toLowerCase()}${what.slice(1)}: ${value}` }));
    return ofGroups ? [ofGroups, ...indicators] : indicators;
}

const link = (href, text) => el('a', { href }, text);
