/** A source's life in this process: waiting for its turn, working, refusing, stopping. */
@NullMarked
package checkout.relay.work;

import org.jspecify.annotations.NullMarked;
