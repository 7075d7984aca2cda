@NullMarked
package checkout.web.throttle;

import org.jspecify.annotations.NullMarked;
