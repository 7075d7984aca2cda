/** What the requests of storefronts have in common: idempotency keys, fingerprints, and the checks of their fields. */
@NullMarked
package checkout.order.request;

import org.jspecify.annotations.NullMarked;
