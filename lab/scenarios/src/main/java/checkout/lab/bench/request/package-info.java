/** The requests that the benchmark sends to the order service. */
@NullMarked
package checkout.lab.bench.request;

import org.jspecify.annotations.NullMarked;
