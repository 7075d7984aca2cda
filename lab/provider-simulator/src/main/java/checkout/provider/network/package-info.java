/** The calls that a merchant makes, and the behaviour of the test tokens. */
@NullMarked
package checkout.provider.network;

import org.jspecify.annotations.NullMarked;
