/** The saga that takes a checkout to its end. */
@NullMarked
package checkout.orchestrator.checkout;

import org.jspecify.annotations.NullMarked;
