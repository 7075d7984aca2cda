@NullMarked
package checkout.relay.settings;

import org.jspecify.annotations.NullMarked;
