/** Where tests get a real PostgreSQL and a real Kafka, and what they need to look into them. */
@NullMarked
package checkout.testinfra;

import org.jspecify.annotations.NullMarked;
