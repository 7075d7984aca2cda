package checkout.relay.publish;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one row that ends every publisher of a source, while Kafka accepts the others. Rows that are sent in one request fail
 * together, so after the second failure in a row each row is sent alone.
 */
public final class RepeatedFailures {

    /** How often a row that was sent alone must fail before it is suspected. */
    static final int SUSPECTED_AFTER = 5;

    private static final int ALONE_AFTER = 2;

    private int failures;
    private @Nullable UUID row;
    private @Nullable Class<?> kind;
    private int failuresOfRow;

    /** A publisher ended because of this row. */
    synchronized void ended(UUID id, Exception failure) {
        boolean same =
                failures >= ALONE_AFTER && id.equals(row) && failure.getClass().equals(kind);
        failuresOfRow = same ? failuresOfRow + 1 : 1;
        row = id;
        kind = failure.getClass();
        failures++;
    }

    /** Whether each row is to be sent alone. */
    synchronized boolean sendAlone() {
        return failures >= ALONE_AFTER;
    }

    /** Whether this row has failed like this so often that it is at fault itself, provided that others are accepted. */
    synchronized boolean isSuspect(UUID id, Exception failure) {
        return failuresOfRow >= SUSPECTED_AFTER
                && id.equals(row)
                && failure.getClass().equals(kind);
    }

    /** The row was found, or the source works without it. */
    synchronized void forget() {
        failures = 0;
        failuresOfRow = 0;
        row = null;
        kind = null;
    }
}
