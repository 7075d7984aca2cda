@NullMarked
package checkout.web.signin;

import org.jspecify.annotations.NullMarked;
