/** Streams the progress of a checkout to its storefront. */
@NullMarked
package checkout.order.progress;

import org.jspecify.annotations.NullMarked;
