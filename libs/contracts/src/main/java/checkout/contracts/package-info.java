/** Every command, reply and event between the services; nothing else is shared between them. */
@NullMarked
package checkout.contracts;

import org.jspecify.annotations.NullMarked;
