/** Whether what is kept for a while stops growing. */
@NullMarked
package checkout.lab.scenario.growth;

import org.jspecify.annotations.NullMarked;
