/** Tests, and the servers that they share. */
@NullMarked
package checkout.strategies;

import org.jspecify.annotations.NullMarked;
