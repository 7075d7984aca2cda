/** Shows whether the consumers do their work, as health and as an endpoint for operators. */
@NullMarked
package checkout.messaging.health;

import org.jspecify.annotations.NullMarked;
