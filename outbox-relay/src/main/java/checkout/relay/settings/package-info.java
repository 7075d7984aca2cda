/** Everything about the relay that can be set. */
@NullMarked
package checkout.relay.settings;

import org.jspecify.annotations.NullMarked;
