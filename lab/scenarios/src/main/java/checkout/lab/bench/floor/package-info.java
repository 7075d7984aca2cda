/** What PostgreSQL alone does of the same work, one transaction a step. */
@NullMarked
package checkout.lab.bench.floor;

import org.jspecify.annotations.NullMarked;
