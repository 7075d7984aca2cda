/** An OpenID Connect provider whose tokens are accepted: how it is configured, and what its claims permit. */
@NullMarked
package checkout.web.oidc;

import org.jspecify.annotations.NullMarked;
