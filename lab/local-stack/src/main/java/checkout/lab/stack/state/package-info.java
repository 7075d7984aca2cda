/** What a clone stores between commands: its folder, ports, credentials and lock. */
@NullMarked
package checkout.lab.stack.state;

import org.jspecify.annotations.NullMarked;
