/** Why sagas wait: each reason once, with how many wait for it. */
import { get, withQuery } from './api.js';
import { el, put } from './dom.js';
import { heading, sagaLink, stateChip, withTimes } from './parts.js';
import { age, empty, follow, sayAge } from './states.js';
import { relative } from './time.js';
import { counted, number, sentence, stateWords } from './words.js';

const STUCK = ['STUCK', 'COMPENSATION_STUCK'];

export function reasons(page, { signal }) {
    const list = el('div', { 'data-testid': 'reasons' });
    const again = el('button', { type: 'button', class: 'quiet' }, 'Read again');
    const asOf = age();
    put(page, heading('Why sagas wait', asOf, again), el('p', { class: 'soft' },
        'One saga of each large group is looked at hop by hop. A first attempt counts after ten seconds.'), list);
    const read = follow(list, 'reasons; everybody on the way is asked', () => get('/v1/sagas/reasons', signal),
        answer => {
            show(list, answer);
            sayAge(asOf, read);
        }, signal);
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
                atThisStep(reason), ' · an example: ', sagaLink(reason.example)))))),
    el('p', { class: 'soft small' }, complete ? `${counted(waiting, 'saga')} in all.`
        : `${counted(waiting, 'saga')} in these groups. There are more groups than are shown.`));
}

/**
 * The list knows neither hop nor owner, so the sagas at the same step may wait for another reason too. It takes one state, or
 * both in which a saga is stuck; with other states there is a link for each.
 */
function atThisStep({ type, step, states }) {
    const link = (words, criteria) => el('a', { href: withQuery('/console/sagas', { type, step, ...criteria }) }, words);
    if (states.length === 1) {
        return link('All at this step', { state: states[0] });
    }
    if (states.every(state => STUCK.includes(state))) {
        return link('All at this step', { stuck: true });
    }
    return ['All at this step: ', states.map((state, i) => [i > 0 && ', ', link(stateWords(state).toLowerCase(), { state })])];
}
