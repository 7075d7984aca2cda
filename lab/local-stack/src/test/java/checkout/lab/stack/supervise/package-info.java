@NullMarked
package checkout.lab.stack.supervise;

import org.jspecify.annotations.NullMarked;
