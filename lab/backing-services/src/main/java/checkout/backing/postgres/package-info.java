/** A real PostgreSQL, for the length of a test run or for as long as its folder is there. */
@NullMarked
package checkout.backing.postgres;

import org.jspecify.annotations.NullMarked;
