/** Tests of the simulator over HTTP, as a merchant uses it. */
@NullMarked
package checkout.provider;

import org.jspecify.annotations.NullMarked;
