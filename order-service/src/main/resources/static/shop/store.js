/** Small values that survive a reload. If the browser does not store them, they last as long as the page. */
const PREFIX = 'shop.';
/** The values that the browser does not store: in private windows, and on full disks. */
const page = new Map();

export function recall(name, otherwise) {
    if (page.has(name)) {
        return page.get(name);
    }
    try {
        const kept = localStorage.getItem(PREFIX + name);
        return kept === null ? otherwise : JSON.parse(kept);
    } catch {
        return otherwise;
    }
}

export function remember(name, value) {
    try {
        localStorage.setItem(PREFIX + name, JSON.stringify(value));
        page.delete(name);
    } catch {
        page.set(name, value);
    }
}

export function forget(name) {
    page.delete(name);
    try {
        localStorage.removeItem(PREFIX + name);
    } catch {
        // nothing was stored
    }
}

/** Calls back when another tab changes the value. */
export function onChangeElsewhere(name, callback) {
    addEventListener('storage', change => {
        if (change.key === PREFIX + name || change.key === null) {
            callback();
        }
    });
}
