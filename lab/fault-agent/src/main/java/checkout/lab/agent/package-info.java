/** Byteman rules as data, the class whose methods they call in the other JVM, and the attachment to that JVM. */
@NullMarked
package checkout.lab.agent;

import org.jspecify.annotations.NullMarked;
