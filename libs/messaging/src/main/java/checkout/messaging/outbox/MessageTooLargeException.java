package checkout.messaging.outbox;

/** A message is larger than Kafka accepts; the message says by how much. */
public final class MessageTooLargeException extends RuntimeException {
    MessageTooLargeException(String message) {
        super(message);
    }
}
