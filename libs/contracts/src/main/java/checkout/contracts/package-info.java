/** Every command, reply and event that crosses a service's border; the only thing the services know of each other. */
@NullMarked
package checkout.contracts;

import org.jspecify.annotations.NullMarked;
