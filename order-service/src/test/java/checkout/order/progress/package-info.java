@NullMarked
package checkout.order.progress;

import org.jspecify.annotations.NullMarked;
