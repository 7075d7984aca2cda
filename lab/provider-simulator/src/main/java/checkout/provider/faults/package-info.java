/** Faults on demand: latency, errors by a seeded coin, and a provider that is down for a while. */
@NullMarked
package checkout.provider.faults;

import org.jspecify.annotations.NullMarked;
