/** Counts the requests of a storefront: in token buckets those that arrive, in places those in progress; those that wait take turns. */
@NullMarked
package checkout.order.storefront.quota;

import org.jspecify.annotations.NullMarked;
