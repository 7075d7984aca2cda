/** Gives tests a real PostgreSQL and a real Kafka, and the means to inspect them. */
@NullMarked
package checkout.testinfra;

import org.jspecify.annotations.NullMarked;
