/** Tests of the benchmark. */
@NullMarked
package checkout.lab.bench;

import org.jspecify.annotations.NullMarked;
