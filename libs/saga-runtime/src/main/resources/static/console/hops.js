/** How far each unanswered command has come, hop by hop, and who owns the next one. */
import { el } from './dom.js';
import { section, withTimes } from './parts.js';
import { sentence } from './words.js';

const NAMES = {
    COMMAND_COMMITTED: 'Command committed', COMMAND_PUBLISHED: 'Command published', COMMAND_RECEIVED: 'Command received',
    COMMAND_ANSWERED: 'Command answered', ANSWER_PUBLISHED: 'Answer published', ANSWER_RECEIVED: 'Answer received',
};

export function hops(all) {
    const commands = Map.groupBy(all, ({ step, action }) => `${action === 'UNDO' ? 'undo of ' : ''}${step}`);
    return [...commands].map(([name, ones]) => section(`On its way: ${name}`, { testId: 'hops' },
        el('ol', { class: 'hops' }, ones.map(hop => el('li', { 'data-status': hop.status, 'data-testid': 'hop' },
            el('i', { 'aria-hidden': 'true' }),
            el('div', {},
                el('p', {}, el('b', {}, NAMES[hop.hop] ?? sentence(hop.hop)), ' ',
                    el('span', { class: 'soft' }, `${sentence(hop.status).toLowerCase()}, ${hop.owner}`)),
                hop.evidence && el('p', { class: 'evidence' }, withTimes(hop.evidence))))))));
}
