/** The shop's wording. */
const LOCALE = 'en-IE';
const PLENTY = 100;
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = { day: 'numeric', month: 'short' };
const calendar = new Intl.DateTimeFormat(LOCALE, { ...day, hour: '2-digit', minute: '2-digit' });
const whole = new Intl.NumberFormat(LOCALE);

const STANDINGS = { PENDING: 'under way', CONFIRMED: 'confirmed', REJECTED: 'rejected' };

const REASONS = {
    OUT_OF_STOCK: 'Not enough was left, so nothing was set aside and nothing is charged.',
    PAYMENT_DECLINED: 'The payment was declined, so the goods went back on the shelf.',
    TIMED_OUT: 'No answer came in time, so everything was undone and nothing is charged.',
    CANCELLED: 'Cancelled as you asked; nothing is charged.',
    OPERATOR: 'The shop’s staff turned it down; nothing is charged.',
};

const RETURN_STANDINGS = { PENDING: 'on its way back', ACCEPTED: 'returned and refunded', REFUSED: 'not taken back' };

const RETURN_REFUSALS = {
    REFUND_DECLINED: 'The refund was declined, so the goods are still yours.',
    TIMED_OUT: 'No answer came in time, so the goods are still yours.',
    OPERATOR: 'The shop’s staff turned it down, so the goods are still yours.',
};

export const returnStanding = status => RETURN_STANDINGS[status] ?? status.toLowerCase();

export const returnRefusal = name => RETURN_REFUSALS[name] ?? 'It was turned down, so the goods are still yours.';

export const standing = status => STANDINGS[status] ?? status.toLowerCase();

export function underWay({ cancelRequested, cancelRefused }) {
    if (cancelRefused) {
        return 'Too late to cancel; under way';
    }
    return cancelRequested ? 'Asked to cancel; under way' : 'Under way';
}

export const reason = name => REASONS[name] ?? 'It was turned down; nothing is charged.';

export const number = value => whole.format(value);

export const items = count => (count === 1 ? '1 item' : `${number(count)} items`);

export const ms = duration => `${number(Math.max(0, Math.round(duration)))}\u00a0ms`;

/** @param money as in the API, with the amount as a decimal string */
export function price({ amount, currency }) {
    const fraction = digits(amount);
    return new Intl.NumberFormat(LOCALE, {
        // those of ISO 4217, as in the API; the browser has others for some currencies
        style: 'currency', currency, minimumFractionDigits: fraction, maximumFractionDigits: fraction,
    }).format(amount);
}

/** Multiplies in minor units, because floating point is not exact for decimals. */
export function times({ amount, currency }, quantity) {
    return decimal(minorUnits(amount) * BigInt(quantity), digits(amount), currency);
}

/** The sums of the amounts, one for each currency. */
export function sums(amounts) {
    const currencies = [...new Set(amounts.map(({ currency }) => currency))];
    return currencies.map(each => {
        const all = amounts.filter(({ currency }) => currency === each);
        return decimal(all.reduce((total, { amount }) => total + minorUnits(amount), 0n), digits(all[0].amount), each);
    });
}

const minorUnits = amount => BigInt(amount.replace('.', ''));

/** All amounts of a currency have the same number of fraction digits. */
const digits = amount => (amount.includes('.') ? amount.length - 1 - amount.indexOf('.') : 0);

function decimal(minor, fraction, currency) {
    const all = String(minor).padStart(fraction + 1, '0');
    const amount = fraction ? `${all.slice(0, -fraction)}.${all.slice(-fraction)}` : all;
    return { amount, currency };
}

export function when(instant) {
    const then = new Date(instant);
    const today = then.toDateString() === new Date().toDateString();
    return (today ? clock : calendar).format(then);
}

/** @param count the available quantity, or null if it is unknown */
export function availability(count) {
    if (!Number.isFinite(count)) {
        return { grade: 'unknown', words: 'availability unknown' };
    }
    if (count <= 0) {
        return { grade: 'none', words: 'sold out' };
    }
    return count >= PLENTY ? { grade: 'plenty', words: 'plenty' } : { grade: 'few', words: `${count} left` };
}

/** @param seconds since something was true, undefined if that is not known */
export function age(seconds) {
    if (!Number.isFinite(seconds)) {
        return '';
    }
    if (seconds < 5) {
        return 'counted just now';
    }
    return seconds < 90 ? `counted ${number(Math.round(seconds))} s ago` : `counted ${number(Math.round(seconds / 60))} min ago`;
}

const FIELDS = {
    customerId: 'The customer’s id',
    lines: 'The cart',
    quantity: 'The quantity',
    sku: 'This product',
    payment: 'The payment',
    token: 'The card’s token',
    accountId: 'The wallet’s id',
};

/** The API's message about a field as a sentence about what the visitor sees. */
export function complaint({ field, message }) {
    const name = field.split('.').at(-1).replace(/\[\d+]$/, '');
    return `${FIELDS[name] ?? field} ${message}.`;
}
