/** What load, faults and expectations of one run share: the stack, the dice, the chronicle. */
@NullMarked
package checkout.lab.scenario.context;

import org.jspecify.annotations.NullMarked;
