/** Records that cannot be handled, among many that can. */
@NullMarked
package checkout.lab.scenario.poison;

import org.jspecify.annotations.NullMarked;
