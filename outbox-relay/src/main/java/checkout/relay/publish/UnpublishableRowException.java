package checkout.relay.publish;

/** A row cannot be published. Nothing after it is published until it is fixed, so the message names the row. */
public final class UnpublishableRowException extends RuntimeException {

    UnpublishableRowException(CommittedOutboxRow row, String reason) {
        super(message(row, reason));
    }

    UnpublishableRowException(CommittedOutboxRow row, String reason, Throwable cause) {
        super(message(row, reason), cause);
    }

    private static String message(CommittedOutboxRow row, String reason) {
        return "Row %s of %s.outbox for topic %s cannot be published: %s"
                .formatted(row.id(), row.schema(), row.topic(), reason);
    }
}
