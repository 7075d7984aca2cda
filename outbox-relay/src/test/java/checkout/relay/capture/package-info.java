/** The parts of reading that can be told without a database. */
@NullMarked
package checkout.relay.capture;

import org.jspecify.annotations.NullMarked;
