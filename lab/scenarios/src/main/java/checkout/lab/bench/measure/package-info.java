/** What the load cost, and what became of its checkouts. */
@NullMarked
package checkout.lab.bench.measure;

import org.jspecify.annotations.NullMarked;
