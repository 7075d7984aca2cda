package checkout.relay.publish;

/** A row could not be sent or kept, although nothing is wrong with it. Nothing after it may be published before it. */
public final class PublishFailedException extends RuntimeException {

    PublishFailedException(CommittedOutboxRow row, String reason, Throwable cause) {
        super(
                "Row %s of %s.outbox for topic %s was not published: %s. It is read again"
                        .formatted(row.id(), row.schema(), row.topic(), reason),
                cause);
    }
}
