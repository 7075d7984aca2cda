/** One relay works a source, the others wait. */
@NullMarked
package checkout.relay.leadership;

import org.jspecify.annotations.NullMarked;
