/** Whether storage that is retained for a limited time stops growing. */
@NullMarked
package checkout.lab.scenario.growth;

import org.jspecify.annotations.NullMarked;
