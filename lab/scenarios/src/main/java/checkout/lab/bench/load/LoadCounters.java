package checkout.lab.bench.load;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What the customers of a run have experienced so far. */
public final class LoadCounters {

    private static final String NO_RESPONSE = "no answer";

    private final LongAdder accepted = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final Map<String, LongAdder> refused = new ConcurrentSkipListMap<>();

    void countAccepted() {
        accepted.increment();
    }

    void countEnded() {
        ended.increment();
    }

    void addConnections(int opened) {
        connections.add(opened);
    }

    void countRefused(String reason) {
        refused.computeIfAbsent(reason, key -> new LongAdder()).increment();
    }

    void countWithoutResponse(String reason) {
        countRefused(NO_RESPONSE + " (" + reason + ")");
    }

    public long accepted() {
        return accepted.sum();
    }

    /** The checkouts whose end was received from Kafka, including those of other storefronts. */
    public long ended() {
        return ended.sum();
    }

    public long connections() {
        return connections.sum();
    }

    /** The requests without a response, which may or may not have placed an order. */
    public long withoutResponse() {
        return refused().entrySet().stream()
                .filter(each -> each.getKey().startsWith(NO_RESPONSE))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public long totalRefused() {
        return refused().values().stream().mapToLong(Long::longValue).sum();
    }

    /** The requests that were not answered with 202, by status or error. */
    public Map<String, Long> refused() {
        Map<String, Long> sums = new ConcurrentSkipListMap<>();
        refused.forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }
}
