package checkout.relay.publish;

/** A row that no retry can make a record of; it names the row, because nothing behind it is published until it is mended. */
public final class UnpublishableRowException extends RuntimeException {

    UnpublishableRowException(CapturedRow row, String why) {
        super(sentence(row, why));
    }

    UnpublishableRowException(CapturedRow row, String why, Throwable cause) {
        super(sentence(row, why), cause);
    }

    private static String sentence(CapturedRow row, String why) {
        return "Row %s of %s.outbox for topic %s cannot be published: %s"
                .formatted(row.id(), row.schema(), row.topic(), why);
    }
}
