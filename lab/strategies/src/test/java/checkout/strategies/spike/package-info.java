/** Tests that run small spikes. */
@NullMarked
package checkout.strategies.spike;

import org.jspecify.annotations.NullMarked;
