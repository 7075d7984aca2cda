/** Tests of the recovery of a source that need no database. */
@NullMarked
package checkout.relay.source;

import org.jspecify.annotations.NullMarked;
