package checkout.relay.capture;

import org.apache.kafka.connect.source.SourceRecord;

/**
 * The position in the log that the slot may be told once a record and all before it are acknowledged.
 *
 * <p>That is the last commit the engine had read when it made the record: a row of an open transaction carries the commit before its own. Records made before
 * the first commit carry other positions, some of them guesses about where the log stands; those are never confirmed.
 */
final class WalPosition {

    static final long NONE = 0;

    private static final String LAST_COMMIT = "lsn_commit";

    private WalPosition() {}

    static long confirmedBy(SourceRecord record) {
        return record.sourceOffset().get(LAST_COMMIT) instanceof Long commit ? commit : NONE;
    }
}
