/** Hands messages to their handler, a round for each message of a key, and tells which of them meet locked rows. */
@NullMarked
package checkout.messaging.handling;

import org.jspecify.annotations.NullMarked;
