package checkout.relay.publish;

import org.jspecify.annotations.Nullable;

/** No record can be made of a row. */
final class UnpublishableRowException extends RuntimeException {

    private final String reason;

    UnpublishableRowException(String reason) {
        this(reason, null);
    }

    UnpublishableRowException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
