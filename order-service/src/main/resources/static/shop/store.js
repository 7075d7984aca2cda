/** Small values that survive a reload. If the browser does not store them, they last as long as the page. */
const PREFIX = 'shop.';
const page = new Map();

export function recall(name, otherwise) {
    try {
        const kept = localStorage.getItem(PREFIX + name);
        return kept === null ? otherwise : JSON.parse(kept);
    } catch {
        return page.has(name) ? page.get(name) : otherwise;
    }
}

export function remember(name, value) {
    page.set(name, value);
    try {
        localStorage.setItem(PREFIX + name, JSON.stringify(value));
    } catch {
        // in private windows and on full disks, the value lasts as long as the page
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
