/** The figures: on the terminal, in a file, and beside those of another day. */
@NullMarked
package checkout.lab.bench.report;

import org.jspecify.annotations.NullMarked;
