@NullMarked
package checkout.lab.stack.run;

import org.jspecify.annotations.NullMarked;
