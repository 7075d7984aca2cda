/** Rows as arrays: how set-based statements get their input in one round trip. */
@NullMarked
package checkout.messaging.sql;

import org.jspecify.annotations.NullMarked;
