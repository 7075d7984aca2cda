/** PgBouncer as a part of the stack: where the program is, how it is configured, and its process. */
@NullMarked
package checkout.lab.stack.pgbouncer;

import org.jspecify.annotations.NullMarked;
