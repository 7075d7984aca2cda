/** What must hold when a scenario is over, each with its counter-examples. */
@NullMarked
package checkout.lab.scenario.expectation;

import org.jspecify.annotations.NullMarked;
