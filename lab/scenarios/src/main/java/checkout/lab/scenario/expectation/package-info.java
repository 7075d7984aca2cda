/** What must hold after a scenario, each expectation with its counter-examples. */
@NullMarked
package checkout.lab.scenario.expectation;

import org.jspecify.annotations.NullMarked;
