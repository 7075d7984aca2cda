/** A real PostgreSQL, temporary for a test run or permanent in a folder. */
@NullMarked
package checkout.backing.postgres;

import org.jspecify.annotations.NullMarked;
