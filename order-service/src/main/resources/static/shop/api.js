/** The storefront API as this page uses it. The session's cookie goes along by itself. */
const PATIENCE_MS = 15_000;
const IN_FLIGHT = 'idempotency-key-in-flight';
const PAST_CANCELLING = 'past-cancelling';
const TRY_LATER = [408, 425, 429];
const BUSY = [429, 502, 503, 504];

/** The shop answered, and the answer is no. */
export class Refusal extends Error {
    constructor(status, problem) {
        super(inWords(status, problem));
        this.status = status;
        this.type = problem.type ?? '';
        this.errors = problem.errors ?? [];
    }
}

/** No answer came: what was asked for may have been done, or not. */
export class NoAnswer extends Error {
    constructor() {
        super('The shop cannot be reached just now.');
    }
}

/** Whether a request may have been taken in spite of this, so that only the same request may follow it. */
export function isUncertain(failure) {
    return failure instanceof NoAnswer
        || failure.status >= 500
        || TRY_LATER.includes(failure.status)
        || (failure.status === 409 && failure.type.endsWith(IN_FLIGHT));
}

/** Whether an order was to be cancelled that cannot be any more. */
export function isPastCancelling(failure) {
    return failure instanceof Refusal && failure.type.endsWith(PAST_CANCELLING);
}

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

export const progress = id => new EventSource(`/v1/checkouts/${id}/events`);

async function ask(path, options = {}) {
    let response;
    let text;
    try {
        response = await fetch(path, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
        text = await response.text();
    } catch {
        throw new NoAnswer();
    }
    if (!response.ok) {
        throw new Refusal(response.status, json(text) ?? {});
    }
    const answer = json(text);
    if (answer === null) {
        throw new NoAnswer();
    }
    return answer;
}

function json(text) {
    try {
        return JSON.parse(text);
    } catch {
        return null; // something on the way answered for the shop
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
