package checkout.relay.capture;

import checkout.relay.publish.CommittedOutboxRow;
import checkout.relay.publish.UuidV7;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The position in the log that may be confirmed to the slot once a record and all records before it are acknowledged.
 *
 * <p>It is the last commit that the engine had read when it created the record: a row of an open transaction carries the commit before its own. Records
 * created before the first commit carry other positions, some of them estimates; those are never confirmed.
 */
final class WalPosition {

    static final long NONE = 0;

    private static final String LAST_COMMIT = "lsn_commit";

    private static final String COMMIT_MICROS = "ts_usec";

    private WalPosition() {}

    /**
     * The time up to which rows are published once a record is: when its last row was created or, if that is earlier, committed, because the
     * clock of a service may be ahead. Null if the record has no rows.
     */
    static @Nullable Instant publishedTo(SourceRecord record, List<CommittedOutboxRow> rows) {
        if (rows.isEmpty()) {
            return null;
        }
        Instant created = UuidV7.createdAt(rows.getLast().id());
        return record.sourceOffset().get(COMMIT_MICROS) instanceof Long micros
                        && micros > 0
                        && created.isAfter(Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
                ? Instant.EPOCH.plus(micros, ChronoUnit.MICROS)
                : created;
    }

    static long confirmableBy(SourceRecord record) {
        return record.sourceOffset().get(LAST_COMMIT) instanceof Long commit ? commit : NONE;
    }
}
