@NullMarked
package checkout.backing.provisioning;

import org.jspecify.annotations.NullMarked;
