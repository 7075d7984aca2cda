/** Tests of time. */
@NullMarked
package checkout.lab.time;

import org.jspecify.annotations.NullMarked;
