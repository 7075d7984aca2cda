/** Creates the topics and the access rights of a Kafka cluster from the files that list them. */
@NullMarked
package checkout.provisioning.kafka;

import org.jspecify.annotations.NullMarked;
