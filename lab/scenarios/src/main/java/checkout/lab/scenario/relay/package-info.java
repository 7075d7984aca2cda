/** One relay or two: who works, how soon the other takes over, what is published once more. */
@NullMarked
package checkout.lab.scenario.relay;

import org.jspecify.annotations.NullMarked;
