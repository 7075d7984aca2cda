/** Tests of load. */
@NullMarked
package checkout.lab.bench.load;

import org.jspecify.annotations.NullMarked;
