/** Says what the relay knows about one row of an outbox, from memory. */
@NullMarked
package checkout.relay.hop;

import org.jspecify.annotations.NullMarked;
