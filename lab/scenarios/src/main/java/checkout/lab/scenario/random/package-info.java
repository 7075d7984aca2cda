/** Scenarios composed at random from the vocabulary, and the search for the fewest faults with which one still fails. */
@NullMarked
package checkout.lab.scenario.random;

import org.jspecify.annotations.NullMarked;
