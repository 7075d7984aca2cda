/** Where a group continues to read: the position is stored with the effects, and a gap is never skipped silently. */
@NullMarked
package checkout.messaging.position;

import org.jspecify.annotations.NullMarked;
