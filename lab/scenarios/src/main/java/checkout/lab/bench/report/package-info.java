/** The figures of a benchmark: on the terminal, in a file, and beside those of an earlier one. */
@NullMarked
package checkout.lab.bench.report;

import org.jspecify.annotations.NullMarked;
