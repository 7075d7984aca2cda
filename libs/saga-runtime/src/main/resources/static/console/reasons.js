/** Why sagas wait: each reason once, with how many wait for it. */
import { get, withQuery } from './api.js';
import { el, put } from './dom.js';
import { heading, sagaLink, stateChip, withTimes } from './parts.js';
import { empty, follow } from './states.js';
import { relative } from './time.js';
import { counted, number, sentence } from './words.js';

export function reasons(page, { signal }) {
    const list = el('div', { 'data-testid': 'reasons' });
    const again = el('button', { type: 'button', class: 'quiet' }, 'Read again');
    put(page, heading('Why sagas wait', again), el('p', { class: 'soft' },
        'One saga of each large group is looked at hop by hop. A first attempt counts after ten seconds.'), list);
    const read = follow(list, 'reasons; everybody on the way is asked', () => get('/v1/sagas/reasons', signal),
        answer => show(list, answer), signal);
    again.addEventListener('click', read);
}

function show(list, { reasons: found, waiting, complete }) {
    if (found.length === 0) {
        put(list, empty('No saga waits for anything out of the ordinary.'));
        return;
    }
    put(list, el('ol', { class: 'reasons' }, found.map(reason => el('li', { 'data-testid': 'reason' },
        el('p', { class: 'many' }, el('b', {}, number(reason.count)), ' ', reason.count === 1 ? 'saga' : 'sagas'),
        el('div', {},
            el('p', { class: 'why' }, withTimes(reason.sentence)),
            el('p', { class: 'chips' }, reason.states.map(stateChip)),
            el('p', { class: 'soft' }, `${reason.type} at ‘${reason.step}’`, reason.owner && [', owned by ', el('b', {}, reason.owner)],
                reason.hop && ` (${sentence(reason.hop).toLowerCase()})`, ', the oldest ', relative(reason.oldest)),
            el('p', { class: 'links' },
                el('a', {
                    href: withQuery('/console/sagas', {
                        type: reason.type, step: reason.step, state: reason.states.length === 1 ? reason.states[0] : '',
                    }),
                }, 'All of them'), ' · an example: ', sagaLink(reason.example)))))),
    el('p', { class: 'soft small' }, `${counted(waiting, 'saga')} in all.`, complete ? '' : ' There are more groups than are shown.'));
}
