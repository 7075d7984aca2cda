@NullMarked
package checkout.lab.stack.network;

import org.jspecify.annotations.NullMarked;
