@NullMarked
package checkout.architecture;

import org.jspecify.annotations.NullMarked;
