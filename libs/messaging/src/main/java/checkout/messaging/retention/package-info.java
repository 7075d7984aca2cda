/** Drops messages that are too old to be needed, one partition at a time. */
@NullMarked
package checkout.messaging.retention;

import org.jspecify.annotations.NullMarked;
