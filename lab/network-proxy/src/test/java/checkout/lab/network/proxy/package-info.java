@NullMarked
package checkout.lab.network.proxy;

import org.jspecify.annotations.NullMarked;
