@NullMarked
package checkout.lab.scenario.network;

import org.jspecify.annotations.NullMarked;
