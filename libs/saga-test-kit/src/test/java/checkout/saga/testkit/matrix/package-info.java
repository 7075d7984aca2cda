/** What the matrix assumes of participants, messages and timers. */
@NullMarked
package checkout.saga.testkit.matrix;

import org.jspecify.annotations.NullMarked;
