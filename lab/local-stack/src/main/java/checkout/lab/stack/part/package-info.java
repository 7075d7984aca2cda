/** The processes of the stack: how each is started, found again, checked and stopped. */
@NullMarked
package checkout.lab.stack.part;

import org.jspecify.annotations.NullMarked;
