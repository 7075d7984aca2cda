/** The slot of a source is as it was when the database last answered the relay. Tells whether that is too long ago to be shown. */
import { now } from './time.js';

const OLD_MS = 10_000;

/**
 * Since when the state of a source's slot is not known; null if it is known. It is compared with the time of the relay's answer,
 * because an answer is shown until the next one.
 */
export function unknownSince({ slot }, { asOf, unknown }) {
    const heard = unknown || !asOf ? now() : Date.parse(asOf);
    return slot?.asOf && heard - Date.parse(slot.asOf) > OLD_MS ? slot.asOf : null;
}
