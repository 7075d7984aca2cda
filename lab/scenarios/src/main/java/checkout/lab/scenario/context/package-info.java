/** What load, faults and expectations of one run share: the stack, the random choices and the event log. */
@NullMarked
package checkout.lab.scenario.context;

import org.jspecify.annotations.NullMarked;
