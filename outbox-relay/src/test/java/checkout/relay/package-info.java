/** Tests of the relay as a process, with a real PostgreSQL and a real Kafka. */
@NullMarked
package checkout.relay;

import org.jspecify.annotations.NullMarked;
