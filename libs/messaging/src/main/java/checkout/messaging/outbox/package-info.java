/** Messages that wait for the relay in the database of their sender. */
@NullMarked
package checkout.messaging.outbox;

import org.jspecify.annotations.NullMarked;
