/** What became of the checkouts of a run, by the services' own tables. */
@NullMarked
package checkout.lab.bench.outcome;

import org.jspecify.annotations.NullMarked;
