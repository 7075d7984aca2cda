/** Tests of measure. */
@NullMarked
package checkout.lab.bench.measure;

import org.jspecify.annotations.NullMarked;
