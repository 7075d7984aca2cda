/** Many buyers who want the same items at once, and what they got. */
@NullMarked
package checkout.strategies.spike;

import org.jspecify.annotations.NullMarked;
