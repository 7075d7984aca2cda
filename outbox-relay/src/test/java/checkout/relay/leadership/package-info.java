/** Tests of how a slot is read. */
@NullMarked
package checkout.relay.leadership;

import org.jspecify.annotations.NullMarked;
