@NullMarked
package checkout.lab.stack.demo;

import org.jspecify.annotations.NullMarked;
