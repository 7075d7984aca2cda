package checkout.messaging.consumer;

import checkout.messaging.record.DecodedRecord;
import checkout.messaging.record.DecodedRecord.PoisonRecord;
import checkout.messaging.record.DecodedRecord.ReadableRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the records of a poll: those that failed alone, which go to the dead letters at the end, and those behind
 * them with the same key, which are handled after that.
 */
final class PollPart {
    /** If so many fail one after the other, it is not the records. */
    private static final int DEFERRED_IN_A_ROW = 3;

    private final boolean oneSucceeded;
    private final boolean takenApart;
    private int deferredInARow;
    private final List<PoisonRecord> failed = new ArrayList<>();
    private final Set<String> failedKeys = new HashSet<>();
    private final List<DecodedRecord> behindFailed = new ArrayList<>();

    /** @param takenApart whether a record that fails alone by something that usually passes is deferred */
    PollPart(boolean oneSucceeded, boolean takenApart) {
        this.oneSucceeded = oneSucceeded;
        this.takenApart = takenApart;
    }

    /** The first readable record of each key. */
    static List<ReadableRecord> firstOfEachKey(List<DecodedRecord> poll) {
        Map<String, ReadableRecord> first = new LinkedHashMap<>();
        for (DecodedRecord record : poll) {
            if (record instanceof ReadableRecord readable) {
                first.putIfAbsent(readable.message().key(), readable);
            }
        }
        return List.copyOf(first.values());
    }

    void succeeded() {
        deferredInARow = 0;
    }

    boolean isTakenApart() {
        return takenApart;
    }

    /** Whether a record may be deferred that fails alone; counts that. */
    boolean mayDeferOne() {
        deferredInARow++;
        return deferredInARow <= DEFERRED_IN_A_ROW;
    }

    boolean oneSucceeded() {
        return oneSucceeded;
    }

    void failed(ReadableRecord record, PoisonRecord poison) {
        failed.add(poison);
        failedKeys.add(record.message().key());
    }

    List<PoisonRecord> failed() {
        return failed;
    }

    List<DecodedRecord> behindFailed() {
        return behindFailed;
    }

    /** Leaves out, and keeps for later, the records that must stay behind one that failed. */
    List<DecodedRecord> withoutKeysThatFailed(List<DecodedRecord> records) {
        if (failedKeys.isEmpty()) {
            return records;
        }
        List<DecodedRecord> others = new ArrayList<>(records.size());
        for (DecodedRecord record : records) {
            boolean waits = record instanceof ReadableRecord readable
                    && failedKeys.contains(readable.message().key());
            (waits ? behindFailed : others).add(record);
        }
        return others;
    }
}
