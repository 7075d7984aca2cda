/** What the database says about the replication slot, and whether it may be resumed from. */
@NullMarked
package checkout.relay.slot;

import org.jspecify.annotations.NullMarked;
