/** Two storefronts, one of which sends far more than it is allowed. */
@NullMarked
package checkout.lab.scenario.neighbour;

import org.jspecify.annotations.NullMarked;
