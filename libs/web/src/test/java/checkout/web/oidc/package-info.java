@NullMarked
package checkout.web.oidc;

import org.jspecify.annotations.NullMarked;
