/** One relay or two: which is active, how fast the other takes over, and replays. */
@NullMarked
package checkout.lab.scenario.relay;

import org.jspecify.annotations.NullMarked;
