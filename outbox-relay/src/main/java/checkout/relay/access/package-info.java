/** Who may ask what of the relay. */
@NullMarked
package checkout.relay.access;

import org.jspecify.annotations.NullMarked;
