/** What a run does: it loads the system and injects the fault, until both have ended. */
@NullMarked
package checkout.lab.scenario.run;

import org.jspecify.annotations.NullMarked;
