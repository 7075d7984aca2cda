/** Small values that outlive a reload; where the browser keeps none, they last as long as the page. */
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
        // private windows and full disks: the page's own memory has to do
    }
}

export function forget(name) {
    page.delete(name);
    try {
        localStorage.removeItem(PREFIX + name);
    } catch {
        // nothing was kept there
    }
}

/** Calls back when another tab of this shop changed the value. */
export function onChangeElsewhere(name, callback) {
    addEventListener('storage', change => {
        if (change.key === PREFIX + name || change.key === null) {
            callback();
        }
    });
}
