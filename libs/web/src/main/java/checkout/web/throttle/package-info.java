/** Limits how often passwords can be tried. */
@NullMarked
package checkout.web.throttle;

import org.jspecify.annotations.NullMarked;
