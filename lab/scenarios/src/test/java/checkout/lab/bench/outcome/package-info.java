/** Tests of outcome. */
@NullMarked
package checkout.lab.bench.outcome;

import org.jspecify.annotations.NullMarked;
