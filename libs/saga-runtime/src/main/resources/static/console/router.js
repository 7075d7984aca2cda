/** Shows the page that the address names. Every page has an address of its own, which holds its query. */
import { announce, byId, el, put } from './dom.js';
import { failed } from './states.js';

const RETRY_MS = 3000;
const routes = [];
let leave = () => {};
/** The address of the page that is shown. */
let shown = null;

/**
 * Adds a page.
 *
 * @param pattern a path whose parts may be parameters, such as /console/sagas/:id
 * @param show draws the page into the given element; it gets the parameters, the query and a signal that ends with the page
 */
export function route(pattern, title, show) {
    const names = [...pattern.matchAll(/:(\w+)/g)].map(match => match[1]);
    routes.push({ path: new RegExp(`^${pattern.replace(/:\w+/g, '([^/]+)')}/?$`), names, title, show });
}

export function go(to) {
    history.pushState(null, '', to);
    arrive(true);
}

export function start() {
    document.addEventListener('click', event => {
        const link = event.target.closest?.('a[href]');
        const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
        if (link && plain && !event.defaultPrevented && isPage(link)) {
            event.preventDefault();
            go(link.href);
        }
    });
    // a link to a part of the page, such as the one that skips the bar, changes the history too
    addEventListener('popstate', () => shown === address() || arrive(true));
    arrive(false);
}

const address = () => location.pathname + location.search;

const isPage = link => link.origin === location.origin && !link.target && !link.hasAttribute('download')
    && !link.getAttribute('href').startsWith('#') && find(link.pathname) !== undefined;

const find = path => routes.find(each => each.path.test(path));

function arrive(moved) {
    leave();
    if (moved) {
        // what a page has asked goes with it
        document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close());
    }
    const page = byId('page');
    const found = find(location.pathname);
    const ends = new AbortController();
    leave = () => ends.abort();
    shown = address();
    currentPage();
    if (!found) {
        document.title = 'Not found · Saga console';
        put(page, failed({ title: 'There is no such page', message: 'Take one from the bar above.' }));
        return;
    }
    const values = found.path.exec(location.pathname).slice(1).map(decodeURIComponent);
    const params = Object.fromEntries(found.names.map((name, i) => [name, values[i]]));
    document.title = `${found.title} · Saga console`;
    // an element of its own: what a page that was left still writes is not seen
    const view = el('div', { class: 'view' });
    put(page, view);
    Promise.resolve(found.show(view, {
        params,
        query: new URLSearchParams(location.search),
        signal: ends.signal,
    })).catch(failure => {
        if (!ends.signal.aborted) {
            const again = () => ends.signal.aborted || arrive(false);
            put(view, failed(failure, again));
            if (failure.passes) {
                const timer = setTimeout(again, RETRY_MS);
                ends.signal.addEventListener('abort', () => clearTimeout(timer));
            }
        }
    });
    if (moved) {
        scrollTo(0, 0);
        page.focus({ preventScroll: true });
        announce(found.title);
    }
}

function currentPage() {
    byId('pages').querySelectorAll('a').forEach(link => {
        const path = new URL(link.href).pathname;
        const here = path === '/' ? location.pathname === '/' : location.pathname.startsWith(path);
        if (here) {
            link.setAttribute('aria-current', 'page');
            const bar = link.parentElement;
            bar.scrollLeft = link.offsetLeft - (bar.clientWidth - link.offsetWidth) / 2;
        } else {
            link.removeAttribute('aria-current');
        }
    });
}
