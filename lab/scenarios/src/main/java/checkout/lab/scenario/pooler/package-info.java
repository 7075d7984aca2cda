/** Many clients that share few connections to the database server. */
@NullMarked
package checkout.lab.scenario.pooler;

import org.jspecify.annotations.NullMarked;
