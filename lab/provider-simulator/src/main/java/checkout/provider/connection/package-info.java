/** Hanging up without any answer. */
@NullMarked
package checkout.provider.connection;

import org.jspecify.annotations.NullMarked;
