/** Says what a service knows about one message that was sent to it, also while its database or Kafka does not answer. */
@NullMarked
package checkout.messaging.hop;

import org.jspecify.annotations.NullMarked;
