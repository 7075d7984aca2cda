/** Small charts: stacked areas, bars or lines over time. Drawn once, then changed as values come. */
import { el, svg, write } from './dom.js';
import { clockTime } from './time.js';

const WIDTH = 600;
const HEIGHT = 140;

/**
 * A chart.
 *
 * @param kind area, bars or lines
 * @param series the names and classes of what is drawn
 * @param words says a value
 */
export class Chart {
    #kind;
    #series;
    #words;
    #data = { times: [], values: [] };
    #at = null;
    #shapes;
    #plot;
    #top = el('span', { class: 'top' });
    #from = el('span');
    #to = el('span');
    #cursor = svg('line', { class: 'cursor', y1: 0, y2: HEIGHT, hidden: true });
    #readings;
    #when = el('span', { class: 'when' });

    constructor({ title, kind, series, words, testId }) {
        this.#kind = kind;
        this.#series = series;
        this.#words = words;
        this.#shapes = series.map(({ tone }) => svg('path', { class: `${kind} ${tone}`, 'vector-effect': 'non-scaling-stroke' }));
        this.#readings = series.map(() => el('b'));
        this.#plot = svg('svg', {
            viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
            preserveAspectRatio: 'none',
            role: 'img',
            tabindex: 0,
            onpointermove: event => this.#point(event.offsetX / this.#plot.clientWidth),
            onpointerleave: () => this.#unpoint(),
            onkeydown: event => this.#key(event),
            onblur: () => this.#unpoint(),
        }, svg('g', {}, ...this.#shapes), this.#cursor);
        this.element = el('figure', { class: 'chart', 'data-testid': testId },
            el('figcaption', {},
                el('span', { class: 'title' }, title), this.#when,
                el('ul', { class: 'legend' }, series.map(({ name, tone }, i) =>
                    el('li', {}, el('i', { class: tone }), `${name} `, this.#readings[i])))),
            el('div', { class: 'plot' }, this.#top, this.#plot),
            el('p', { class: 'axis', 'aria-hidden': 'true' }, this.#from, this.#to));
        this.title = title;
    }

    /** @param times in ms; `values` has a list for each series, with null where nothing is known */
    show(times, values) {
        this.#data = { times, values };
        const stacked = this.#kind === 'lines' ? values : stack(values);
        const highest = Math.max(0, ...stacked.flat().filter(Number.isFinite));
        const top = round(highest);
        const x = i => (times.length < 2 ? 0 : (i / (times.length - 1)) * WIDTH);
        const y = value => HEIGHT - (value / top) * (HEIGHT - 2) - 1;
        this.#shapes.forEach((shape, i) => shape.setAttribute('d', this.#path(stacked, i, x, y)));
        write(this.#top, highest > 0 ? this.#words(top) : '');
        write(this.#from, times.length ? clockTime(times[0]) : '');
        write(this.#to, times.length ? clockTime(times.at(-1)) : '');
        this.#keepPlace();
        this.#plot.setAttribute('aria-label', this.#sentence());
    }

    #path(stacked, i, x, y) {
        const values = stacked[i];
        if (this.#kind === 'lines') {
            return line(values, x, y);
        }
        const below = i === 0 ? values.map(() => 0) : stacked[i - 1];
        return this.#kind === 'bars' ? bars(values, below, y) : area(values, below, x, y);
    }

    #sentence() {
        const last = this.#data.times.length - 1;
        const parts = this.#series.map(({ name }, i) => `${name} ${this.#value(i, last)}`);
        return `${this.title}, latest: ${parts.join(', ')}. Left and right arrow keys read other times.`;
    }

    #value(i, at) {
        const value = this.#data.values[i]?.[at];
        return value === null || value === undefined ? '–' : this.#words(value);
    }

    #read(at) {
        this.#readings.forEach((reading, i) => write(reading, this.#value(i, at)));
        write(this.#when, this.#at === null || !this.#data.times.length ? '' : clockTime(this.#data.times[at]));
    }

    #point(share) {
        this.#moveTo(Math.round(share * (this.#data.times.length - 1)));
    }

    /** The times may have become fewer since the pointer came to rest. */
    #keepPlace() {
        if (this.#at === null || this.#data.times.length < 2) {
            this.#unpoint();
        } else {
            this.#moveTo(this.#at);
        }
    }

    #moveTo(at) {
        const last = this.#data.times.length - 1;
        if (last < 1) {
            return;
        }
        this.#at = Math.min(last, Math.max(0, at));
        const x = (this.#at / last) * WIDTH;
        this.#cursor.removeAttribute('hidden');
        this.#cursor.setAttribute('x1', x);
        this.#cursor.setAttribute('x2', x);
        this.#read(this.#at);
    }

    #unpoint() {
        this.#at = null;
        this.#cursor.setAttribute('hidden', '');
        this.#read(this.#data.times.length - 1);
    }

    #key(event) {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (step) {
            event.preventDefault();
            this.#moveTo((this.#at ?? this.#data.times.length - 1) + step);
            if (this.#at === null) {
                return; // there is no other time to read
            }
            this.#plot.setAttribute('aria-label', `${clockTime(this.#data.times[this.#at])}: ${this.#series
                .map(({ name }, i) => `${name} ${this.#value(i, this.#at)}`).join(', ')}`);
        }
    }
}

function stack(values) {
    const sums = [];
    values.forEach((one, i) => {
        sums.push(one.map((value, at) => (value ?? 0) + (i === 0 ? 0 : sums[i - 1][at])));
    });
    return sums;
}

/** A number at or above the highest value that is easy to read. */
function round(highest) {
    if (highest <= 0) {
        return 1;
    }
    const power = 10 ** Math.floor(Math.log10(highest));
    return [1, 2, 5, 10].map(each => each * power).find(each => each >= highest) ?? highest;
}

function area(values, below, x, y) {
    if (values.length < 2) {
        return '';
    }
    const there = values.map((value, i) => `${x(i).toFixed(1)} ${y(value).toFixed(1)}`);
    const back = below.map((value, i) => `${x(i).toFixed(1)} ${y(value).toFixed(1)}`).reverse();
    return `M${there.join('L')}L${back.join('L')}Z`;
}

function bars(values, below, y) {
    const width = WIDTH / Math.max(1, values.length);
    return values.map((value, i) => {
        const height = y(below[i]) - y(value);
        return height <= 0 ? '' : `M${(i * width + width * 0.15).toFixed(1)} ${y(value).toFixed(1)}`
            + `h${(width * 0.7).toFixed(1)}v${height.toFixed(1)}h${(-width * 0.7).toFixed(1)}Z`;
    }).join('');
}

function line(values, x, y) {
    let drawing = false;
    return values.map((value, i) => {
        if (!Number.isFinite(value)) {
            drawing = false;
            return '';
        }
        const command = drawing ? 'L' : 'M';
        const alone = !drawing && !Number.isFinite(values[i + 1]);
        drawing = true;
        return `${command}${x(i).toFixed(1)} ${y(value).toFixed(1)}${alone ? 'h3' : ''}`;
    }).join('');
}

