/** What is wrong with the processes. The headline and the cards below it ask here, so that they say the same. */
import { unknownSince } from './slot.js';
import { counted } from './words.js';

const LAG_SECONDS = 30;
const STALLED_SECONDS = 30;

/** What may be wrong with a consumer group, the worst first. */
const OF_GROUPS = [
    ['halted', 'PROBLEM', ({ halted, gaps }) => halted || gaps > 0, name => `a consumer of ${name} is halted`],
    ['stalled', 'PROBLEM', ({ stalledSeconds }) => stalledSeconds > STALLED_SECONDS, name => `${name} does not read its messages`],
    ['unread', 'PROBLEM', ({ lagRecords }) => lagRecords === null, name => `how far ${name} has read is not known`],
    ['works', 'ATTENTION', ({ works }) => !works, name => `a consumer of ${name} has a problem`],
    ['deferred', 'ATTENTION', ({ deferred }) => deferred > 0, name => `${name} has deferred messages`],
];

export const levelOfGroup = group => OF_GROUPS.find(([, , holds]) => holds(group))?.[1] ?? 'NORMAL';

/** The worst that is wrong with the groups of a service; null if nothing is. */
export function problemOfGroups(name, groups) {
    const found = OF_GROUPS.find(([, , holds]) => groups.some(holds));
    return found ? { kind: `${found[0]} ${name}`, level: found[1], words: found[3](name) } : null;
}

/** Whether a source publishes in time, or that is not known. */
export const isLate = ({ problem, lagSeconds }) => Boolean(problem) || lagSeconds === null || lagSeconds > LAG_SECONDS;

/** What is wrong with a source of the relay. */
export function problemsOfSource(source, relay) {
    const { name, problem, lagSeconds, quarantined } = source;
    return [
        isLate(source) && ['late', problem || lagSeconds !== null ? `source ${name} is not published` : `whether source ${name} is published is not known`],
        // while the relay is not heard of, nothing of it is known
        !relay.unknown && unknownSince(source, relay) && ['slot', `the slot of source ${name} is not known`],
        quarantined > 0 && ['quarantined', `${counted(quarantined, 'row')} of source ${name} ${quarantined === 1 ? 'waits' : 'wait'} in quarantine`],
        quarantined === null && ['quarantine', `whether rows of source ${name} wait in quarantine is not known`],
    ].filter(found => found).map(([kind, words]) => ({ kind: `${kind} ${name}`, level: 'PROBLEM', words }));
}
