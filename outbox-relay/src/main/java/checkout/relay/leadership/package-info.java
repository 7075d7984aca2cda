/** Decides which relay publishes a source; the others stand by. */
@NullMarked
package checkout.relay.leadership;

import org.jspecify.annotations.NullMarked;
