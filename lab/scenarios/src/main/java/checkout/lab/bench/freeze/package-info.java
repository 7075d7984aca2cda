/** Holding processes still for a while, and letting go of them whatever happens. */
@NullMarked
package checkout.lab.bench.freeze;

import org.jspecify.annotations.NullMarked;
