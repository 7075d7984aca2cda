/** Set-based statements: rows bound as arrays, and several statements in one round trip. */
@NullMarked
package checkout.messaging.sql;

import org.jspecify.annotations.NullMarked;
