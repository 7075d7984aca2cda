/** Many customers at once: for one item, for the same items in any order, or with one idempotency key. */
@NullMarked
package checkout.lab.scenario.spike;

import org.jspecify.annotations.NullMarked;
