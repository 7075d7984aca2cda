@NullMarked
package checkout.lab.stack.part;

import org.jspecify.annotations.NullMarked;
