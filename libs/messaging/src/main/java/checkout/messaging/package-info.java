/**
 * Messages between services: written to the outbox in the transaction of their cause, taken from Kafka a poll at a
 * time. A service declares a {@link checkout.messaging.Subscription} and implements
 * {@link checkout.messaging.BatchHandler}; transaction, inbox, outbox, offsets, retries and dead letters are this
 * library's business. Commands and replies are plain records named in a {@link checkout.messaging.MessageTypes}.
 */
@NullMarked
package checkout.messaging;

import org.jspecify.annotations.NullMarked;
