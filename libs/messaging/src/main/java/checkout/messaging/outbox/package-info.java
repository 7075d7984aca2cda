/** Messages waiting for the relay, in the database of whoever sends them. */
@NullMarked
package checkout.messaging.outbox;

import org.jspecify.annotations.NullMarked;
