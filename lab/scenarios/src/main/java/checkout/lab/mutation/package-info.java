/** {@code ./checkout lab mutations}: breaks the system on purpose, and expects the right invariant to find it. */
@NullMarked
package checkout.lab.mutation;

import org.jspecify.annotations.NullMarked;
