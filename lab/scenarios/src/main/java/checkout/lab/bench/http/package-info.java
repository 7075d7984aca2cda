/** HTTP as cheap as it can be, for the load shares the machine with what it measures. */
@NullMarked
package checkout.lab.bench.http;

import org.jspecify.annotations.NullMarked;
