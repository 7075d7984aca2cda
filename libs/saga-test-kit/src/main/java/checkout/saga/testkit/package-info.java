/** Tests for a saga of your own: given/when/then, every fault at every step, and versions that stay as they are. */
@NullMarked
package checkout.saga.testkit;

import org.jspecify.annotations.NullMarked;
