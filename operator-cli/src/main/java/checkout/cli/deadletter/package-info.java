/** Lists and shows dead letters, sends them again or discards them. */
@NullMarked
package checkout.cli.deadletter;

import org.jspecify.annotations.NullMarked;
