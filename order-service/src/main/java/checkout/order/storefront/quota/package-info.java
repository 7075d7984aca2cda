/** Counts the requests of a storefront: in token buckets those that arrive, in places those in progress. */
@NullMarked
package checkout.order.storefront.quota;

import org.jspecify.annotations.NullMarked;
