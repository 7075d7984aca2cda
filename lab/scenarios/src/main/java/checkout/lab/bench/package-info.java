/** The benchmark: measures the running stack under load, and PostgreSQL alone as the baseline. */
@NullMarked
package checkout.lab.bench;

import org.jspecify.annotations.NullMarked;
