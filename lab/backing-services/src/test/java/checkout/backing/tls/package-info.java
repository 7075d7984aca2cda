@NullMarked
package checkout.backing.tls;

import org.jspecify.annotations.NullMarked;
