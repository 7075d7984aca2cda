/** Tests of report. */
@NullMarked
package checkout.lab.bench.report;

import org.jspecify.annotations.NullMarked;
