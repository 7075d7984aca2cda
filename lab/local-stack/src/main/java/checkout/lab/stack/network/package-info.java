/** The network proxy as a part of the stack: which connections it carries, and its process. */
@NullMarked
package checkout.lab.stack.network;

import org.jspecify.annotations.NullMarked;
