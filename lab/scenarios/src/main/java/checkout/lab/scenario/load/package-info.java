/** Load: what customers of one or two storefronts do while faults are injected. */
@NullMarked
package checkout.lab.scenario.load;

import org.jspecify.annotations.NullMarked;
