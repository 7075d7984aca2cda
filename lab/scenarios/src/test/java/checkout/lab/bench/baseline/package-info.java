/** Tests of the baseline. */
@NullMarked
package checkout.lab.bench.baseline;

import org.jspecify.annotations.NullMarked;
