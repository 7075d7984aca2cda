/** Tests of process. */
@NullMarked
package checkout.lab.process;

import org.jspecify.annotations.NullMarked;
