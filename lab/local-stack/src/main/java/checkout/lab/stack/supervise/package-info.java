/** Starts parts again that ended unexpectedly, as a container's restart policy does. */
@NullMarked
package checkout.lab.stack.supervise;

import org.jspecify.annotations.NullMarked;
