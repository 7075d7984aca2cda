/** Relative times that stay true, with the exact ones as titles. */
import { el, write } from './dom.js';
import { duration } from './words.js';

const TICK_MS = 1000;
const JUST_NOW_MS = 2000;
const exact = new Intl.DateTimeFormat('en-IE', {
    year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
    fractionalSecondDigits: 3, timeZoneName: 'short',
});
const DATE_IS_OLD_MS = 2000;
const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
const clock = new Intl.DateTimeFormat('en-IE', time);
const calendar = new Intl.DateTimeFormat('en-IE', { day: 'numeric', month: 'short', ...time });

/** How far the server's clock is ahead of this one. */
let ahead = 0;

/** Takes the server's time from an answer, so that a wrong clock here shows no wrong ages. */
export function serverTime(instant) {
    ahead = Date.parse(instant) - Date.now();
}

/**
 * Takes the server's time from the header Date, which has whole seconds and may be a second old. What is known more exactly stays,
 * unless the header contradicts it.
 *
 * @param asked when the request was sent, by this clock
 */
export function serverDate(date, asked) {
    const least = Date.parse(date) - Date.now();
    if (Number.isFinite(least)) {
        ahead = Math.max(least, Math.min(ahead, Date.parse(date) + DATE_IS_OLD_MS - asked));
    }
}

export const now = () => Date.now() + ahead;

/** An element that says how long ago, or in how long, something was or will be. */
export function relative(instant) {
    if (!instant) {
        return el('span', { class: 'soft' }, 'unknown');
    }
    const element = el('time', { datetime: instant, title: exactly(instant), 'data-relative': '' });
    refresh(element);
    return element;
}

/** The time of day, with the exact time as its title. */
export function timeOfDay(instant) {
    return el('time', { datetime: instant, title: exactly(instant) }, clockTime(instant));
}

export const exactly = instant => `${exact.format(new Date(instant))} (${instant})`;

/** The time of day, with the day if it is not this one. */
export function clockTime(instant) {
    const then = new Date(instant);
    return (then.toDateString() === new Date(now()).toDateString() ? clock : calendar).format(then);
}

function refresh(element) {
    const age = now() - Date.parse(element.dateTime);
    write(element, age < -JUST_NOW_MS ? `in ${duration(coarse(-age))}` : ago(age));
}

const ago = age => (age < JUST_NOW_MS ? 'just now' : `${duration(coarse(age))} ago`);

/** Whole seconds: fractions that change every second say nothing. */
const coarse = ms => Math.max(1, Math.round(ms / 1000)) * 1000;

setInterval(() => {
    if (!document.hidden) {
        document.querySelectorAll('time[data-relative]').forEach(refresh);
    }
}, TICK_MS);
