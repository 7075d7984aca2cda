/** Tests of the service as a whole, with a real Kafka, a real PostgreSQL and the provider simulator. */
@NullMarked
package checkout.payment;

import org.jspecify.annotations.NullMarked;
