/** Tells the merchant, with a signed HTTP call, that something was decided. */
@NullMarked
package checkout.provider.callback;

import org.jspecify.annotations.NullMarked;
