/** Closing a connection without an answer. */
@NullMarked
package checkout.provider.connection;

import org.jspecify.annotations.NullMarked;
