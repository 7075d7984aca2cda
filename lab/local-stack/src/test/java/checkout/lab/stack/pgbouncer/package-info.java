@NullMarked
package checkout.lab.stack.pgbouncer;

import org.jspecify.annotations.NullMarked;
