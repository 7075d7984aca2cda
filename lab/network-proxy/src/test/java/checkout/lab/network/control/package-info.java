@NullMarked
package checkout.lab.network.control;

import org.jspecify.annotations.NullMarked;
