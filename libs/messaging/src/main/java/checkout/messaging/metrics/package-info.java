/** Gauges whose values a job reads from the database or from Kafka, so that no scrape waits for either. */
@NullMarked
package checkout.messaging.metrics;

import org.jspecify.annotations.NullMarked;
