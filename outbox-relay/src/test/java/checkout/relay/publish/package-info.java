/** Tests of the publisher with a producer that fails on demand. */
@NullMarked
package checkout.relay.publish;

import org.jspecify.annotations.NullMarked;
