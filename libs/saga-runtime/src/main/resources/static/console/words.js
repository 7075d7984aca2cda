/** The console's wording of states, numbers and durations. */
const LOCALE = 'en-IE';
const whole = new Intl.NumberFormat(LOCALE);
const oneDigit = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });

export const OPEN_STATES = ['WAITING', 'RETRYING', 'COMPENSATING', 'STUCK', 'COMPENSATION_STUCK'];
export const STATES = [...OPEN_STATES, 'COMPLETED', 'COMPENSATED', 'RESOLVED'];

const STATE_WORDS = {
    WAITING: 'Waiting',
    RETRYING: 'Retrying',
    COMPENSATING: 'Compensating',
    STUCK: 'Stuck',
    COMPENSATION_STUCK: 'Compensation stuck',
    COMPLETED: 'Completed',
    COMPENSATED: 'Compensated',
    RESOLVED: 'Resolved',
};

export const stateWords = state => STATE_WORDS[state] ?? sentence(state);

/** A constant of the API, such as NOT_REACHED, as words. */
export function sentence(constant) {
    const words = String(constant ?? '').toLowerCase().replaceAll('_', ' ');
    return words.charAt(0).toUpperCase() + words.slice(1);
}

export const number = value => whole.format(value);

export const rate = value => (value >= 100 ? whole.format(Math.round(value)) : oneDigit.format(value));

export const short = value => (value < 10_000 ? whole.format(value) : compact.format(value));

/** @param one the noun for one; `many` for any other number */
export const counted = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

const UNITS = [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1000]];

/** A duration in its two largest units, such as 3 h 20 min; below ten seconds with a fraction, below one in milliseconds. */
export function duration(ms) {
    if (ms === null || ms === undefined || !Number.isFinite(ms)) {
        return '–';
    }
    if (ms < 1000) {
        return `${Math.max(0, Math.round(ms))} ms`;
    }
    if (ms < 10_000) {
        return `${oneDigit.format(ms / 1000)} s`;
    }
    const first = UNITS.findIndex(([, size]) => ms >= size);
    const [unit, size] = UNITS[first];
    const next = UNITS[first + 1];
    const rest = next ? Math.floor((ms % size) / next[1]) : 0;
    const large = `${number(Math.floor(ms / size))} ${unit}`;
    return rest > 0 ? `${large} ${rest} ${next[0]}` : large;
}

export function bytes(count) {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
    let value = count;
    let unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
        value /= 1024;
        unit++;
    }
    return `${unit === 0 ? whole.format(value) : oneDigit.format(value)} ${units[unit]}`;
}

/** A message type without its namespace and version. */
export const messageName = type => /\.([^.]+)\.v\d+$/.exec(type ?? '')?.[1] ?? type ?? '';

/** The end of an id, which differs most between neighbours; the whole one is in the title. */
export const shortId = id => `${id.slice(0, 8)}…${id.slice(-4)}`;

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

export const isTime = text => ISO.test(text);
