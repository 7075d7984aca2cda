/** An OpenID Connect provider for tests. */
@NullMarked
package checkout.identity;

import org.jspecify.annotations.NullMarked;
