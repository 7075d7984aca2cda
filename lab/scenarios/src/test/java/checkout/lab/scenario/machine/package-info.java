@NullMarked
package checkout.lab.scenario.machine;

import org.jspecify.annotations.NullMarked;
