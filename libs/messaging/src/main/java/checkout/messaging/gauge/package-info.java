/** What a service's gauges say at the moment, for other services of this system. */
@NullMarked
package checkout.messaging.gauge;

import org.jspecify.annotations.NullMarked;
