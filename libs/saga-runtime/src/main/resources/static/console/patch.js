/** The difference of two JSON values as a merge patch (RFC 7396). Pure functions. */

const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);

/** @returns the patch that makes `to` of `from`, or undefined if they are equal */
export function patchOf(from, to) {
    if (!isObject(from) || !isObject(to)) {
        return same(from, to) ? undefined : to;
    }
    const patch = {};
    Object.keys(from).filter(name => !(name in to)).forEach(name => { patch[name] = null; });
    Object.entries(to).forEach(([name, value]) => {
        const change = name in from ? patchOf(from[name], value) : value;
        if (change !== undefined) {
            patch[name] = change;
        }
    });
    return Object.keys(patch).length === 0 ? undefined : patch;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
