/**
 * Messages between services: written to the outbox in the transaction of their cause, consumed from Kafka one poll per
 * transaction. A service declares a {@link checkout.messaging.Subscription} and implements
 * {@link checkout.messaging.BatchHandler}; this library does transactions, inbox, outbox, offsets, retries and dead
 * letters. Messages are plain records declared in {@link checkout.messaging.MessageTypeRegistry}.
 */
@NullMarked
package checkout.messaging;

import org.jspecify.annotations.NullMarked;
