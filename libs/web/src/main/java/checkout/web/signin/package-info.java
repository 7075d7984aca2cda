/** The sign-in of people, with a form or an OpenID Connect provider, and their sessions. */
@NullMarked
package checkout.web.signin;

import org.jspecify.annotations.NullMarked;
