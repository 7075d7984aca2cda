@NullMarked
package checkout.backing.kafka;

import org.jspecify.annotations.NullMarked;
