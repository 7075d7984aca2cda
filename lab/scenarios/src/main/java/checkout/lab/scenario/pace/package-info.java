/** How fast the relay is, and what it costs. */
@NullMarked
package checkout.lab.scenario.pace;

import org.jspecify.annotations.NullMarked;
