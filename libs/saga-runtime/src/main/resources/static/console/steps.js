/** The steps over time: when each command was sent and answered, how often, and what lies between. */
import { el } from './dom.js';
import { section } from './parts.js';
import { exactly, now } from './time.js';
import { duration, messageName } from './words.js';

const ENDED = ['COMPLETED', 'COMPENSATED', 'RESOLVED'];
const LEAST_WIDTH = 0.4;

/** An attempt is a command with its answer, if there is one. */
function attempts(saga) {
    const found = new Map();
    const key = entry => `${entry.step}|${entry.action}|${entry.attempt}`;
    saga.timeline.filter(entry => entry.step && entry.at).forEach(entry => {
        const one = found.get(key(entry)) ?? { step: entry.step, action: entry.action, attempt: entry.attempt };
        if (entry.kind === 'SENT' && !one.sentAt && !entry.topic?.endsWith('.dlt')) {
            Object.assign(one, { sentAt: entry.at, command: entry.type });
        } else if (entry.kind === 'RECEIVED' && !one.answeredAt) {
            Object.assign(one, { answeredAt: entry.at, answer: entry.type });
        }
        found.set(key(entry), one);
    });
    return [...found.values()].filter(one => one.sentAt);
}

export function steps(saga) {
    const all = attempts(saga);
    if (all.length === 0) {
        return section('Steps', {}, el('p', { class: 'empty' }, saga.timelineRemoved ?? 'No step has begun.'));
    }
    const running = !ENDED.includes(saga.state);
    const begin = Math.min(...all.map(one => Date.parse(one.sentAt)), Date.parse(saga.startedAt));
    const last = Math.max(...all.map(one => Date.parse(one.answeredAt ?? one.sentAt)), Date.parse(saga.movedAt));
    const end = running ? Math.max(last, now()) : last;
    const scale = scaleOf(all, begin, end);
    const stuck = new Set(saga.steps.filter(step => step.status.endsWith('STUCK')).map(step => laneOf(step.step, step.status.startsWith('UNDO'))));
    const lanes = new Map();
    all.forEach(one => {
        const lane = laneOf(one.step, one.action === 'UNDO');
        lanes.set(lane, [...(lanes.get(lane) ?? []), one]);
    });
    return section('Steps', { testId: 'steps', aside: el('span', { class: 'soft' }, `${duration(end - begin)} from left to right${scale.folded ? ', long gaps shortened' : ''}`) },
        el('ol', { class: 'lanes' }, [...lanes].map(([name, ones]) => lane(name, ones, scale, end, stuck.has(name)))));
}

const laneOf = (step, undo) => `${undo ? 'undo ' : ''}${step}`;

/** Where nothing happened for most of the time, the gap is drawn shorter, so that what happened can be seen. */
function scaleOf(all, begin, end) {
    const moments = [...new Set([begin, end, ...all.flatMap(one => [Date.parse(one.sentAt), one.answeredAt ? Date.parse(one.answeredAt) : null])
        .filter(each => each !== null)])].sort((a, b) => a - b);
    const gaps = moments.slice(1).map((moment, i) => moment - moments[i]);
    const sorted = [...gaps].sort((a, b) => a - b);
    const limit = Math.max(1, 6 * (sorted[Math.floor(sorted.length / 2)] ?? 1), (end - begin) / 25);
    const widths = gaps.map(gap => Math.min(gap, limit));
    const total = widths.reduce((sum, width) => sum + width, 0) || 1;
    const places = new Map();
    let sum = 0;
    moments.forEach((moment, i) => {
        places.set(moment, (sum / total) * 100);
        sum += widths[i] ?? 0;
    });
    return { at: moment => places.get(moment), folded: gaps.some(gap => gap > limit) };
}

function lane(name, ones, scale, end, stuck) {
    const bars = ones.map(one => {
        const from = scale.at(Date.parse(one.sentAt));
        const to = one.answeredAt ? scale.at(Date.parse(one.answeredAt)) : scale.at(nextOf(ones, one) ?? end);
        const bar = el('span', {
            class: 'span', 'data-answered': one.answeredAt ? '' : null, 'data-action': one.action,
            'data-stuck': stuck && one === ones.at(-1) ? '' : null,
            title: `${spoken(one)}; sent ${exactly(one.sentAt)}`,
        });
        // through the object model, which the content security policy permits
        bar.style.left = `${from}%`;
        bar.style.width = `${Math.max(LEAST_WIDTH, to - from)}%`;
        return bar;
    });
    return el('li', { 'data-testid': 'lane' },
        el('span', { class: 'name' }, name),
        el('span', { class: 'track', 'aria-hidden': 'true' }, bars),
        el('span', { class: 'took' }, words(ones)),
        el('ul', { class: 'unseen' }, ones.map(one => el('li', {}, spoken(one)))));
}

function nextOf(ones, one) {
    const next = ones[ones.indexOf(one) + 1];
    return next ? Date.parse(next.sentAt) : null;
}

function words(ones) {
    const answered = ones.findLast(one => one.answeredAt);
    const times = ones.length > 1 ? `${ones.length} attempts` : '';
    const took = answered ? duration(Date.parse(answered.answeredAt) - Date.parse(answered.sentAt)) : 'no answer';
    return [took, times].filter(each => each).join(', ');
}

function spoken({ command, answer, attempt, sentAt, answeredAt }) {
    return `${messageName(command)}, attempt ${attempt}: ${answeredAt
        ? `${messageName(answer)} after ${duration(Date.parse(answeredAt) - Date.parse(sentAt))}` : 'no answer'}`;
}
