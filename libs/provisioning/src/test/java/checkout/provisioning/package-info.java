@NullMarked
package checkout.provisioning;

import org.jspecify.annotations.NullMarked;
