@NullMarked
package checkout.backing.postgres;

import org.jspecify.annotations.NullMarked;
