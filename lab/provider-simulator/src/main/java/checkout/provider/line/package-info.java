/** Hanging up without any answer. */
@NullMarked
package checkout.provider.line;

import org.jspecify.annotations.NullMarked;
