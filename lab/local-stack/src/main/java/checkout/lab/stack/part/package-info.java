/** The processes of the stack: how one is started, found again, judged and stopped. */
@NullMarked
package checkout.lab.stack.part;

import org.jspecify.annotations.NullMarked;
