/** Runs the consumers of a service: creates them, keeps them running, and gives them large polls. */
@NullMarked
package checkout.messaging.container;

import org.jspecify.annotations.NullMarked;
