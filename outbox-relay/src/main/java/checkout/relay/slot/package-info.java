/** Inspects the replication slot of a source and decides whether reading may continue from it. */
@NullMarked
package checkout.relay.slot;

import org.jspecify.annotations.NullMarked;
