/** Measures the running stack under load, and the same SQL without it. */
@NullMarked
package checkout.lab.bench;

import org.jspecify.annotations.NullMarked;
