/** Customers by the thousand, as fast as they come to an end or at a fixed rate. */
@NullMarked
package checkout.lab.bench.load;

import org.jspecify.annotations.NullMarked;
