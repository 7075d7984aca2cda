/** What is done to the parts of the stack: killed, frozen, doubled, replaced. */
@NullMarked
package checkout.lab.scenario.fault;

import org.jspecify.annotations.NullMarked;
