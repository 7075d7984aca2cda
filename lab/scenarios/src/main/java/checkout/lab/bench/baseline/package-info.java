/** What PostgreSQL alone does of the same work, one transaction a step. */
@NullMarked
package checkout.lab.bench.baseline;

import org.jspecify.annotations.NullMarked;
