/** Nothing grows for ever: what is older than anybody can need goes, a whole partition at a time. */
@NullMarked
package checkout.messaging.retention;

import org.jspecify.annotations.NullMarked;
