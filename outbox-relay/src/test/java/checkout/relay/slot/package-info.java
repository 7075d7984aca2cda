/** Tests of how a slot is read. */
@NullMarked
package checkout.relay.slot;

import org.jspecify.annotations.NullMarked;
