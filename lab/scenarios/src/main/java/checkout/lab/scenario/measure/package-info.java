/** What is measured in every run, whatever it expects: outcomes, absorbed duplicates, stuck sagas and the recovery. */
@NullMarked
package checkout.lab.scenario.measure;

import org.jspecify.annotations.NullMarked;
