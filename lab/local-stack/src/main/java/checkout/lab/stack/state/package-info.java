/** What a clone keeps between commands: its folder, ports, credentials and the lock. */
@NullMarked
package checkout.lab.stack.state;

import org.jspecify.annotations.NullMarked;
