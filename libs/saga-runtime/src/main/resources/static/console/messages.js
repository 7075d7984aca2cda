/** Everything that happened to a saga, oldest first, with the bodies of its messages. */
import { el } from './dom.js';
import { json, section } from './parts.js';
import { clockTime, exactly } from './time.js';
import { duration, messageName, sentence } from './words.js';

const MOST_SHOWN = 200;
const WORTH_SAYING_MS = 1000;

export function messages(saga) {
    const all = saga.timeline;
    const shown = all.slice(-MOST_SHOWN);
    return section('Messages', { testId: 'messages', aside: el('span', { class: 'soft' }, 'oldest first, without secrets') },
        saga.timelineRemoved && el('p', { class: 'soft' }, saga.timelineRemoved),
        (!saga.timelineComplete || shown.length < all.length) && el('p', { class: 'soft' }, `Only the latest ${shown.length} are shown.`),
        shown.length === 0 && el('p', { class: 'empty' }, 'There are none.'),
        el('ol', { class: 'entries' }, shown.map((entry, i) => [gap(shown[i - 1], entry), one(entry)])));
}

function gap(before, entry) {
    const between = before?.at && entry.at ? Date.parse(entry.at) - Date.parse(before.at) : 0;
    return between >= WORTH_SAYING_MS && el('li', { class: 'gap' }, duration(between));
}

function one(entry) {
    const acted = entry.kind === 'ACTED';
    return el('li', { 'data-kind': entry.kind, 'data-testid': 'message' },
        entry.at ? el('time', { datetime: entry.at, title: exactly(entry.at) }, clockTime(entry.at)) : el('span', { class: 'soft' }, 'no time'),
        el('div', {},
            el('p', {}, el('span', { class: 'way' }, { SENT: 'sent', RECEIVED: 'received', ACTED: 'operator' }[entry.kind]), ' ',
                el('b', { title: entry.type }, acted ? sentence(entry.type) : messageName(entry.type)),
                entry.step && el('span', { class: 'soft' }, ` ${entry.action === 'UNDO' ? 'undo of ' : ''}${entry.step}, attempt ${entry.attempt}`),
                acted && ` by ${entry.who}: ${entry.reason}`),
            entry.note && el('p', { class: acted ? 'wrong' : 'soft' }, acted ? `Refused: ${entry.note}` : `Changed nothing: ${entry.note}`),
            entry.payload !== null && entry.payload !== undefined && json(entry.payload, entry.topic ? `Body, on ${entry.topic}` : 'Body')));
}
