/** What has to happen in a run, so that the run shows something. */
@NullMarked
package checkout.lab.scenario.happening;

import org.jspecify.annotations.NullMarked;
