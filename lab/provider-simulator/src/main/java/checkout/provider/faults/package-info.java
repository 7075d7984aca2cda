/** Faults on demand: latency, errors drawn from a seed, and outages. */
@NullMarked
package checkout.provider.faults;

import org.jspecify.annotations.NullMarked;
