import { shopDate } from './clock.js';

/** The storefront API as this page uses it. The browser sends the session cookie with every request. */
const PATIENCE_MS = 15_000;
const IN_FLIGHT = 'idempotency-key-in-flight';
const PAST_CANCELLING = 'past-cancelling';
const TRY_LATER = [408, 425, 429];
const BUSY = [429, 502, 503, 504];

/** The shop refused the request. */
export class Refusal extends Error {
    /** @param retryAfter the header of that name, or null */
    constructor(status, problem, retryAfter) {
        super(inWords(status, problem));
        this.status = status;
        this.retryAfter = Number(retryAfter) || 0;
        this.type = problem.type ?? '';
        this.errors = problem.errors ?? [];
        this.problem = problem;
    }
}

/** No answer was received; the request may or may not have taken effect. */
export class NoAnswer extends Error {
    constructor() {
        super('The shop cannot be reached just now.');
    }
}

/** Whether the request may have taken effect despite this failure, so that only the same request may follow. */
export function isUncertain(failure) {
    return failure instanceof NoAnswer
        || failure.status >= 500
        || TRY_LATER.includes(failure.status)
        || (failure.status === 409 && failure.type.endsWith(IN_FLIGHT));
}

/** Whether a cancellation was refused because it came too late. */
export function isPastCancelling(failure) {
    return failure instanceof Refusal && failure.type.endsWith(PAST_CANCELLING);
}

const is = (failure, status, type) =>
    failure instanceof Refusal && failure.status === status && failure.type.endsWith(type);

/** Whether somebody else has changed the cart since it was read. */
export const isOutdated = failure => is(failure, 412, '');

/** Whether the cart to be checked out is no longer as it was shown. */
export const isCartChanged = failure => is(failure, 409, ':cart-changed');

export const isCheckedOut = failure => is(failure, 409, ':cart-checked-out');

export const isPriceChanged = failure => is(failure, 409, ':price-changed');

/** Whether the shop has no such cart, or no longer. */
export const isGone = failure => is(failure, 404, ':unknown-cart');

/** A cart with its tag, which a change of it has to name. */
export const readCart = id => askForCart(id, {});

export const createCart = (id, lines) => askForCart(id, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', 'If-None-Match': '*' },
    body: JSON.stringify({ lines }),
});

/** @param quantities by SKU, null to remove a line */
export const patchCart = (id, tag, quantities) => askForCart(id, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/merge-patch+json', 'If-Match': tag },
    body: JSON.stringify({ lines: quantities }),
});

export const products = () => ask('/v1/products');

export const checkout = id => ask(`/v1/checkouts/${id}`);

export function checkouts(customerId, limit, cursor) {
    const query = new URLSearchParams({ customerId, limit });
    if (cursor) {
        query.set('cursor', cursor);
    }
    return ask(`/v1/checkouts?${query}`);
}

export const place = (key, body) => ask('/v1/checkouts', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(body),
});

export const cancel = id => ask(`/v1/checkouts/${id}/cancel`, { method: 'POST' });

export const returns = id => ask(`/v1/checkouts/${id}/returns`);

export const requestReturn = (id, key, body) => ask(`/v1/checkouts/${id}/returns`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(body),
});

export const progress = id => new EventSource(`/v1/checkouts/${id}/events`);

async function ask(path, options = {}) {
    return (await exchange(path, options)).answer;
}

async function askForCart(id, options) {
    const { answer, response } = await exchange(`/v1/carts/${id}`, options);
    return { ...answer, tag: response.headers.get('ETag') };
}

async function exchange(path, options) {
    let response;
    let text;
    const asked = performance.now();
    try {
        response = await fetch(path, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
        shopDate(response.headers.get('Date'), asked);
        text = await response.text();
    } catch {
        throw new NoAnswer();
    }
    if (!response.ok) {
        throw new Refusal(response.status, json(text) ?? {}, response.headers.get('Retry-After'));
    }
    const answer = json(text);
    if (answer === null) {
        throw new NoAnswer();
    }
    return { answer, response };
}

function json(text) {
    try {
        return JSON.parse(text);
    } catch {
        return null; // not the shop's answer, but that of a proxy
    }
}

function inWords(status, problem) {
    if (status === 401) {
        return 'This visit has ended. Reload the page to begin a new one; your cart stays.';
    }
    if (BUSY.includes(status)) {
        return 'The shop is too busy to answer just now.';
    }
    return problem.detail ?? problem.title ?? `The shop answered with ${status} and no reason.`;
}
