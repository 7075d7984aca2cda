/** The operator API. The browser sends the session's cookie; what changes something also needs the session's token. */
import { serverDate } from './time.js';

const PATIENCE_MS = 15_000;
const AWAY = [502, 503, 504];
const NOT_KNOWN = 'Whether it was taken is not known. Look at this page and at the audit log before you send it again.';

/** The server refused the request, or could not answer it. */
export class Problem extends Error {
    constructor(status, problem, changes = false) {
        super(problem.detail ?? problem.title ?? `The server answered with ${status} and no reason.${changes && AWAY.includes(status) ? ` ${NOT_KNOWN}` : ''}`);
        this.status = status;
        this.title = problem.title ?? `Status ${status}`;
        this.type = (problem.type ?? '').split(':').at(-1);
        this.problem = problem;
    }

    /** Whether the same request may succeed by itself later. */
    get passes() {
        return AWAY.includes(this.status) || this.status === 429;
    }
}

/** No answer was received. What only reads can be asked for again; what changes something may have been taken. */
export class NoAnswer extends Error {
    constructor(changes) {
        super(changes ? `The orchestrator did not answer. ${NOT_KNOWN}` : 'The orchestrator does not answer.');
        this.title = 'No answer';
        this.status = 0;
        this.type = 'no-answer';
    }

    get passes() {
        return true;
    }
}

/** The session has ended. What is typed on the page would be lost with it, so somebody signs in beside it. */
class SessionEnded extends Error {
    title = 'You are not signed in any more';
    status = 401;
    type = 'session-ended';
    passes = false;

    constructor(changes) {
        super(`Your session has ended${changes ? ', and this was not sent' : ''}. The page stays as it is: sign in beside it, and try it again here.`);
    }
}

let current = null;

/** Who is signed in; asked once. */
export function session() {
    current ??= get('/v1/session').catch(failure => {
        current = null;
        if (failure.status === 404 || failure.status === 403) {
            return { user: null, role: null, csrf: null };
        }
        throw failure;
    });
    return current;
}

const RANKS = ['viewer', 'operator', 'admin'];

export async function mayAct() {
    const { role } = await session();
    return RANKS.indexOf(role) >= 1;
}

/** @param patience how long to wait for the answer */
export const get = (path, signal, patience = PATIENCE_MS) => ask(path, { signal }, patience);

/**
 * A token that is not valid any more is that of an earlier session. Whoever has signed in since in another tab sends what
 * this page shows only if it is the same person in the same role.
 */
export async function post(path, body) {
    try {
        return await postWithToken(path, body);
    } catch (failure) {
        if (failure.type !== 'csrf') {
            throw failure;
        }
        await sameSession();
        return postWithToken(path, body);
    }
}

/** The session as it is now. If it is not that of whoever this page shows, the page is loaded again, and says so. */
export async function sameSession() {
    const shown = await session();
    const present = await ask('/v1/session', { stays: true });
    if (present.user !== shown.user || present.role !== shown.role) {
        const sentence = `This page was that of ${named(shown)}. You are signed in as ${named(present)} now, so nothing was sent.`;
        sayAfterLoading(sentence);
        location.reload();
        throw new SomebodyElse(sentence);
    }
    current = Promise.resolve(present);
    return present;
}

const named = ({ user, role }) => (role === user ? user : `${user} (${role})`);

/** Somebody else has signed in. */
export class SomebodyElse extends Error {
    title = 'Somebody else is signed in';
}

const SAID = 'console.said';

function sayAfterLoading(sentence) {
    sessionStorage.setItem(SAID, sentence);
}

/** What the page that was here before had to say; it is said once. */
export function saidBeforeLoading() {
    const sentence = sessionStorage.getItem(SAID);
    sessionStorage.removeItem(SAID);
    return sentence;
}

async function postWithToken(path, body) {
    const { csrf } = await session();
    const headers = { 'Content-Type': 'application/json' };
    if (csrf) {
        headers[csrf.header] = csrf.token;
    }
    return ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** A path with those of the parameters that have a value. */
export function withQuery(path, parameters) {
    const query = new URLSearchParams();
    Object.entries(parameters).forEach(([name, value]) => {
        if (value !== null && value !== undefined && value !== '') {
            query.set(name, value);
        }
    });
    const text = query.toString();
    return text ? `${path}?${text}` : path;
}

/** @param options those of a request, and `stays` if it belongs to something that must not be lost with the page */
async function ask(path, { stays, ...options }, patience = PATIENCE_MS) {
    const changes = options.method === 'POST';
    let response;
    let text;
    const limit = AbortSignal.timeout(patience);
    const asked = Date.now();
    try {
        response = await fetch(path, {
            ...options,
            headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest', ...options.headers },
            signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
        });
        serverDate(response.headers.get('Date'), asked);
        text = await response.text();
    } catch (failure) {
        if (options.signal?.aborted) {
            throw failure;
        }
        throw new NoAnswer(changes);
    }
    if (response.status === 401) {
        sessionEnded(changes || stays === true);
    }
    saidToHaveEnded = false;
    const answer = json(text);
    if (!response.ok) {
        throw new Problem(response.status, answer ?? {}, changes);
    }
    if (answer === null) {
        throw new NoAnswer(changes);
    }
    return answer;
}

/** Where somebody signs in to see this page again. */
export const signInAddress = () => `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;

/** Whether the page has said that the session has ended, and stays until there is another one. */
let saidToHaveEnded = false;

/** The page is left for the sign-in, unless somebody would lose what is typed, or would not learn what became of it. */
function sessionEnded(changes) {
    if (changes || saidToHaveEnded || document.querySelector('dialog[open]')) {
        saidToHaveEnded = true;
        throw new SessionEnded(changes);
    }
    location.assign(signInAddress());
}

function json(text) {
    try {
        return JSON.parse(text);
    } catch {
        return null; // not the server's answer, but that of a proxy
    }
}
