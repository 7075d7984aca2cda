/** The relay as a process, against a real PostgreSQL and a real Kafka. */
@NullMarked
package checkout.relay;

import org.jspecify.annotations.NullMarked;
