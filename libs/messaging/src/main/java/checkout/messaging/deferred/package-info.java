/** Messages that wait in the database until the rows that they need are free. */
@NullMarked
package checkout.messaging.deferred;

import org.jspecify.annotations.NullMarked;
