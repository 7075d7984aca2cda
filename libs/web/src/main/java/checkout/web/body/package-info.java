/** Limits the size and the duration of request bodies. */
@NullMarked
package checkout.web.body;

import org.jspecify.annotations.NullMarked;
