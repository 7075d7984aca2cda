/** The calls of a merchant and their answers. */
@NullMarked
package checkout.provider.call;

import org.jspecify.annotations.NullMarked;
