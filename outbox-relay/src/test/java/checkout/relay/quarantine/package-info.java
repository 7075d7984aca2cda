/** Tests of how a slot is read. */
@NullMarked
package checkout.relay.quarantine;

import org.jspecify.annotations.NullMarked;
