/** Checkouts by the dozen through the public API, and how they ended. */
@NullMarked
package checkout.lab.stack.demo;

import org.jspecify.annotations.NullMarked;
