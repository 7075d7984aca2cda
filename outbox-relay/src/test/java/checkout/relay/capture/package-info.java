/** Tests of the capture classes that need no database. */
@NullMarked
package checkout.relay.capture;

import org.jspecify.annotations.NullMarked;
