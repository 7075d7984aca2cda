/** The sample saga of docs/your-own-saga.md: a flight and a hotel, or neither. */
@NullMarked
package checkout.sample.trip;

import org.jspecify.annotations.NullMarked;
