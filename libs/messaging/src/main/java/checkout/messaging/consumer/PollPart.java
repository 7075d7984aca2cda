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
    private final boolean oneSucceeded;
    private final List<PoisonRecord> failed = new ArrayList<>();
    private final Set<String> failedKeys = new HashSet<>();
    private final List<DecodedRecord> behindFailed = new ArrayList<>();

    PollPart(boolean oneSucceeded) {
        this.oneSucceeded = oneSucceeded;
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
