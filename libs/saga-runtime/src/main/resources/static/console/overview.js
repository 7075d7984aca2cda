/** The overview: how all sagas and the processes that they need are doing, live. */
import { Chart } from './chart.js';
import { byId, el, mark, put, redraw, write } from './dom.js';
import { failed, wordsOf } from './states.js';
import { heading, section } from './parts.js';
import { exactly, now, relative, serverTime } from './time.js';
import { counted, duration, number, OPEN_STATES, rate, short, stateWords } from './words.js';
import { headline, headlineLost } from './headline.js';
import { followOverview } from './overview-stream.js';
import { processes } from './processes.js';

const TONES = {
    WAITING: 'waiting', RETRYING: 'retrying', COMPENSATING: 'compensating', STUCK: 'stuck', COMPENSATION_STUCK: 'worse',
};

export function overview(page, { signal }) {
    const view = new View();
    put(page, view.element);
    signal.addEventListener('abort', () => badge(0));
    followOverview(view, signal);
}

class View {
    #standing = el('p', { class: 'headline', 'data-testid': 'headline' }, 'Reading…');
    #since = el('span', { class: 'soft', 'data-testid': 'as-of' });
    #problem = el('div', { hidden: true });
    #figures = {};
    #processes = el('div', { class: 'processes', 'data-testid': 'processes' });
    #byType = el('div', { class: 'by-type' });
    #history = new Chart({
        title: 'In flight, last hour', kind: 'area', testId: 'chart-open', words: short,
        series: OPEN_STATES.map(state => ({ name: stateWords(state), tone: TONES[state] })),
    });
    #finished = new Chart({
        title: 'Finished a second, last five minutes', kind: 'bars', testId: 'chart-finished', words: rate,
        series: [
            { name: 'Completed', tone: 'completed' },
            { name: 'Compensated', tone: 'compensated' },
            { name: 'Resolved', tone: 'resolved' },
        ],
    });
    #times = new Chart({
        title: 'Time to the end, last five minutes', kind: 'lines', testId: 'chart-times', words: duration,
        series: [{ name: 'Median', tone: 'median' }, { name: '99 %', tone: 'high' }],
    });

    constructor() {
        const figure = (key, label, href) => {
            const value = el('b', {}, '–');
            const note = el('small');
            this.#figures[key] = { value, note };
            const inside = [el('span', { class: 'label' }, label), value, note];
            return el('li', { 'data-testid': `figure-${key}`, 'data-level': 'NORMAL' },
                href ? el('a', { href }, inside) : el('div', {}, inside));
        };
        this.element = el('div', { class: 'overview' },
            heading('Overview', this.#since), this.#standing, this.#problem,
            el('ul', { class: 'figures' },
                figure('stuck', 'Stuck', '/console/sagas?stuck=true'),
                figure('letters', 'Dead letters', '/console/dead-letters'),
                figure('retrying', 'Retrying', '/console/sagas?state=RETRYING'),
                figure('open', 'In flight', '/console/reasons'),
                figure('oldest', 'Oldest', null),
                figure('rate', 'Finished a second', null),
                figure('p50', 'Median to the end', null),
                figure('p99', '99 % to the end', null)),
            el('div', { class: 'charts' }, this.#history.element, this.#finished.element, this.#times.element),
            section('Processes', { className: 'wide' }, this.#processes),
            section('By type', { className: 'wide' }, this.#byType));
    }

    /** The connection is lost: what is shown stays, and is said to be old. */
    lost(failure) {
        this.#problem.hidden = false;
        badge(0);
        mark(this.element, 'data-level', headlineLost(this.#standing, this.#since.hasChildNodes()));
        redraw(this.#problem, wordsOf(failure), () => [failed(failure), el('p', { class: 'soft' }, 'It is asked again every five seconds.')]);
    }

    show(overview) {
        serverTime(overview.at);
        this.#problem.hidden = true;
        put(this.#problem);
        const { sagas, finished } = overview;
        const level = headline(this.#standing, overview);
        mark(this.element, 'data-level', level);
        put(this.#since, 'as of ', relative(overview.at));
        this.#sagas(sagas);
        this.#ended(finished, overview);
        this.#charts(overview);
        processes(this.#processes, overview);
    }

    #sagas({ value, asOf, unknown }) {
        const known = value ?? null;
        const note = unknown ? (asOf ? `not known since ${duration(now() - Date.parse(asOf))}` : 'not known') : '';
        const count = state => known?.states[state] ?? 0;
        const stuck = count('STUCK') + count('COMPENSATION_STUCK');
        this.#figure('stuck', known && number(stuck), note || (known?.parked ? `${number(known.parked)} parked` : ''),
            stuck > 0 ? 'PROBLEM' : 'NORMAL');
        this.#figure('letters', known && number(known.deadLetters), note, known?.deadLetters > 0 ? 'PROBLEM' : 'NORMAL');
        this.#figure('retrying', known && number(count('RETRYING')), note, count('RETRYING') > 0 ? 'ATTENTION' : 'NORMAL');
        this.#figure('open', known && number(OPEN_STATES.reduce((sum, state) => sum + count(state), 0)), note, 'NORMAL');
        const oldest = known?.oldest;
        this.#figure('oldest', known && (oldest?.startedAt ? duration(now() - Date.parse(oldest.startedAt)) : 'none'), null, 'NORMAL');
        redraw(this.#figures.oldest.note, JSON.stringify([note, oldest?.id, oldest?.state]), () => note || (oldest?.startedAt
            && el('a', { href: `/console/sagas/${oldest.id}`, title: exactly(oldest.startedAt) }, `${oldest.type}, ${stateWords(oldest.state).toLowerCase()}`)));
        badge(unknown ? 0 : known?.deadLetters);
        if (known) {
            const types = Object.entries(known.types);
            redraw(this.#byType, JSON.stringify(types), () => types.map(([type, states]) => byType(type, states)));
        }
    }

    #ended(finished, { sagas, instance }) {
        const others = (sagas.value?.instances ?? 1) - 1;
        const note = others > 0 ? `by ${instance}; ${counted(others, 'other instance')} not counted` : 'last minute';
        this.#figure('rate', rate(finished.perSecond), note, 'NORMAL');
        this.#figure('p50', duration(finished.p50Millis), finished.p50Millis === null ? 'nothing ended' : note, 'NORMAL');
        this.#figure('p99', duration(finished.p99Millis), finished.p99Millis === null ? 'nothing ended' : note, 'NORMAL');
    }

    #charts({ at, sagas, finished, history }) {
        const points = history.points.map(([seconds, ...counts]) => [seconds * 1000, ...counts]);
        if (sagas.value) {
            points.push([Date.parse(at), ...history.states.map(state => sagas.value.states[state] ?? 0)]);
        }
        this.#history.show(points.map(([time]) => time), history.states.map((_, i) => points.map(point => point[i + 1])));
        const slots = finished.intervals;
        const times = slots.map(slot => Date.parse(slot.at));
        const perSecond = key => slots.map(slot => slot[key] / finished.slotSeconds);
        this.#finished.show(times, ['completed', 'compensated', 'resolved'].map(perSecond));
        this.#times.show(times, ['p50Millis', 'p99Millis'].map(key => slots.map(slot => slot[key])));
    }

    /** @param note null if it is drawn by itself */
    #figure(key, text, note, level) {
        const { value, note: small } = this.#figures[key];
        write(value, text ?? '–');
        if (note !== null) {
            write(small, note);
        }
        mark(value.closest('li'), 'data-level', text === null ? 'UNKNOWN' : level);
    }
}

/** The number of open dead letters in the bar. Only this page knows it, so it goes with the page. */
function badge(many) {
    const letters = byId('bar-letters');
    letters.hidden = !many;
    write(letters, many ? short(many) : '');
}

function byType(type, states) {
    return el('div', {}, el('h3', {}, type), el('ul', {}, OPEN_STATES.map(state =>
        el('li', { 'data-none': states[state] ? null : '' },
            el('a', { class: 'state', 'data-state': state, href: `/console/sagas?type=${encodeURIComponent(type)}&state=${state}` },
                el('i', { 'aria-hidden': 'true' }), stateWords(state), ' ', el('b', {}, number(states[state] ?? 0)))))));
}
