package checkout.relay.capture;

import org.apache.kafka.connect.source.SourceRecord;

/**
 * The position in the log that may be confirmed to the slot once a record and all records before it are acknowledged.
 *
 * <p>It is the last commit that the engine had read when it created the record: a row of an open transaction carries the commit before its own. Records
 * created before the first commit carry other positions, some of them estimates; those are never confirmed.
 */
final class WalPosition {

    static final long NONE = 0;

    private static final String LAST_COMMIT = "lsn_commit";

    private WalPosition() {}

    static long confirmableBy(SourceRecord record) {
        return record.sourceOffset().get(LAST_COMMIT) instanceof Long commit ? commit : NONE;
    }
}
