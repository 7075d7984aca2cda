/** Records that nobody can handle among many that everybody can. */
@NullMarked
package checkout.lab.scenario.poison;

import org.jspecify.annotations.NullMarked;
