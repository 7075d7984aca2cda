@NullMarked
package checkout.lab.stack.cli;

import org.jspecify.annotations.NullMarked;
