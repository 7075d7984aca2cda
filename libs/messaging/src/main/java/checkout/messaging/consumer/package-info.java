/** Consumes messages: a poll is a transaction, a message has its effect once, a poison record harms no other. */
@NullMarked
package checkout.messaging.consumer;

import org.jspecify.annotations.NullMarked;
