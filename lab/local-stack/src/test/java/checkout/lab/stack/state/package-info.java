@NullMarked
package checkout.lab.stack.state;

import org.jspecify.annotations.NullMarked;
