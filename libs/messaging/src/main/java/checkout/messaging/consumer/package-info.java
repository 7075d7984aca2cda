/** Taking messages: a poll is a transaction, a message has its effect once, a poison record harms no neighbour. */
@NullMarked
package checkout.messaging.consumer;

import org.jspecify.annotations.NullMarked;
