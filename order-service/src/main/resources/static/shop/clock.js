/** The shop's time, whatever the visitor's clock says. It is known from the header Date of its answers. */
const DATE_IS_OLD_MS = 2000;

/** How far the shop's time is ahead of the time since this page was opened. */
let ahead = Date.now() - performance.now();

/** @param asked when the request was sent; the header has whole seconds and may be a second old */
export function shopDate(date, asked) {
    const least = Date.parse(date) - performance.now();
    if (Number.isFinite(least)) {
        ahead = Math.max(least, Math.min(ahead, Date.parse(date) + DATE_IS_OLD_MS - asked));
    }
}

export const shopTime = () => performance.now() + ahead;
