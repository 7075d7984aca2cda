/** Follows the overview: by its stream, and where that does not work, by asking again and again. */
import { get } from './api.js';

const MOST_FAILURES = 3;
const POLL_MS = 5000;
const SILENCE_MS = 10_000;
const PATIENCE_MS = 5000;

/**
 * Shows every overview, and says when nobody answers. The browser reconnects a stream that ends, but not one that falls silent: a
 * process that hangs keeps its connections. While the page is hidden nothing is followed, because a browser has few connections
 * to a server for all of its tabs.
 *
 * @param view its `show` draws an overview, its `lost` says that nothing is known now, and why
 */
export function followOverview(view, signal) {
    let source = null;
    let timer = null;
    let failures = 0;
    let begun = 0;

    const stop = () => {
        begun++;
        clearTimeout(timer);
        source?.close();
    };
    const awaitEvent = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
            failures++;
            ask();
        }, SILENCE_MS);
    };
    const listen = () => {
        stop();
        source = new EventSource('/v1/overview/stream');
        source.addEventListener('overview', ({ data }) => {
            failures = 0;
            awaitEvent();
            view.show(JSON.parse(data));
        });
        source.addEventListener('error', () => {
            failures++;
            if (source.readyState === EventSource.CLOSED || failures >= MOST_FAILURES) {
                ask();
            }
        });
        awaitEvent();
    };
    const ask = async () => {
        stop();
        const mine = begun;
        const left = () => signal.aborted || mine !== begun;
        try {
            const overview = await get('/v1/overview', signal, PATIENCE_MS);
            if (left()) {
                return;
            }
            view.show(overview);
            if (failures < MOST_FAILURES) {
                listen();
                return;
            }
        } catch (failure) {
            if (left()) {
                return;
            }
            view.lost(failure);
            // nobody answers at all, so nothing is known about the stream
            failures = 0;
        }
        timer = setTimeout(ask, POLL_MS);
    };
    const begin = () => {
        stop();
        failures = 0;
        if (!document.hidden) {
            listen();
        }
    };
    document.addEventListener('visibilitychange', begin, { signal });
    signal.addEventListener('abort', stop);
    begin();
}
