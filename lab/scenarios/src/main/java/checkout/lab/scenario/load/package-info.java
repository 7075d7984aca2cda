/** Storefronts that keep on submitting, whatever breaks behind them. */
@NullMarked
package checkout.lab.scenario.load;

import org.jspecify.annotations.NullMarked;
