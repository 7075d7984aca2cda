/** A scenario as data: which words, with which values, at which times. */
@NullMarked
package checkout.lab.scenario.plan;

import org.jspecify.annotations.NullMarked;
