/** The load generator: customers by the thousand, as fast as their checkouts end or at a fixed rate. */
@NullMarked
package checkout.lab.bench.load;

import org.jspecify.annotations.NullMarked;
