/** The outcome of a run: as a table, as text, as JSON and as a page. */
@NullMarked
package checkout.lab.scenario.report;

import org.jspecify.annotations.NullMarked;
