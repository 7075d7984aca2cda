package checkout.lab.bench.load;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What the customers have met with so far. */
public final class LoadCounters {

    private static final String NO_ANSWER = "no answer";

    private final LongAdder accepted = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final Map<String, LongAdder> refused = new ConcurrentSkipListMap<>();

    void accept() {
        accepted.increment();
    }

    void end() {
        ended.increment();
    }

    void connect(int times) {
        connections.add(times);
    }

    void refuse(String why) {
        refused.computeIfAbsent(why, key -> new LongAdder()).increment();
    }

    void loseAnswer(String why) {
        refuse(NO_ANSWER + " (" + why + ")");
    }

    public long accepted() {
        return accepted.sum();
    }

    /** Those whose end was heard, among them checkouts of others. */
    public long ended() {
        return ended.sum();
    }

    public long connections() {
        return connections.sum();
    }

    /** Requests whose answer got lost: they may or may not have made an order. */
    public long unanswered() {
        return refused().entrySet().stream()
                .filter(each -> each.getKey().startsWith(NO_ANSWER))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public long refusedInAll() {
        return refused().values().stream().mapToLong(Long::longValue).sum();
    }

    /** How often the answer was no 202, by what it was instead. */
    public Map<String, Long> refused() {
        Map<String, Long> sums = new ConcurrentSkipListMap<>();
        refused.forEach((why, count) -> sums.put(why, count.sum()));
        return sums;
    }
}
