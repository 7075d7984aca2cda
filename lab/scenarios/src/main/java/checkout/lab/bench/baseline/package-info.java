/** The baseline: the same checkouts as one SQL transaction per step on PostgreSQL alone. */
@NullMarked
package checkout.lab.bench.baseline;

import org.jspecify.annotations.NullMarked;
