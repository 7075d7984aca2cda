package checkout.saga.runtime.metrics;

import checkout.saga.engine.state.SagaPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The sagas that this instance has brought to an end in the last minutes: how many, and how long they took. It is a ring of
 * counters in memory, so what it costs does not depend on whether somebody looks.
 */
@Component
public class FinishedSagas {
    public static final Duration SLOT = Duration.ofSeconds(5);
    private static final int SLOTS = 60;
    private static final int SLOTS_OF_A_MINUTE = 12;

    /** Six buckets for each doubling from a millisecond on, so a duration is known to 6 %; the last begins after 29 hours. */
    private static final int BUCKETS_A_DOUBLING = 6;

    private static final int BUCKETS = 27 * BUCKETS_A_DOUBLING;
    private static final double LN_2 = Math.log(2);

    private final LongSupplier millis;
    private final Slot[] ring = new Slot[SLOTS];

    @Autowired
    FinishedSagas() {
        this(System::currentTimeMillis);
    }

    /** @param millis since the epoch */
    FinishedSagas(LongSupplier millis) {
        this.millis = millis;
    }

    private static final class Slot {
        final long number;
        final long[] ends = new long[3];
        final int[] durations = new int[BUCKETS];

        Slot(long number) {
            this.number = number;
        }
    }

    /**
     * The sagas that ended within {@link #SLOT}.
     *
     * @param at when the slot began
     * @param p50Millis null if none ended
     */
    public record Interval(
            Instant at,
            long completed,
            long compensated,
            long resolved,
            @Nullable Long p50Millis,
            @Nullable Long p99Millis) {}

    /**
     * What has ended.
     *
     * @param perSecond over the last minute
     * @param intervals of the last five minutes, oldest first; those without an end too
     */
    public record Summary(
            double perSecond,
            @Nullable Long p50Millis,
            @Nullable Long p99Millis,
            int slotSeconds,
            List<Interval> intervals) {}

    synchronized void record(SagaPhase end, Duration took) {
        Slot slot = slot(number());
        slot.ends[index(end)]++;
        slot.durations[bucket(took)]++;
    }

    public synchronized Summary summary() {
        long last = number();
        List<Interval> intervals = new ArrayList<>(SLOTS);
        for (long number = last - SLOTS + 1; number <= last; number++) {
            intervals.add(interval(number));
        }
        int[] durations = new int[BUCKETS];
        long ended = 0;
        // the slot that is not over would make the rate too low
        for (long number = last - SLOTS_OF_A_MINUTE; number < last; number++) {
            Slot slot = existing(number);
            if (slot != null) {
                add(durations, slot.durations);
                ended += Arrays.stream(slot.ends).sum();
            }
        }
        return new Summary(
                ended / (double) SLOT.multipliedBy(SLOTS_OF_A_MINUTE).toSeconds(),
                quantile(durations, 0.5),
                quantile(durations, 0.99),
                (int) SLOT.toSeconds(),
                intervals);
    }

    private long number() {
        return Math.floorDiv(millis.getAsLong(), SLOT.toMillis());
    }

    private Slot slot(long number) {
        Slot slot = existing(number);
        if (slot == null) {
            slot = new Slot(number);
            ring[Math.floorMod(number, SLOTS)] = slot;
        }
        return slot;
    }

    private @Nullable Slot existing(long number) {
        Slot slot = ring[Math.floorMod(number, SLOTS)];
        return slot == null || slot.number != number ? null : slot;
    }

    private Interval interval(long number) {
        Instant at = Instant.ofEpochMilli(number * SLOT.toMillis());
        Slot slot = existing(number);
        return slot == null
                ? new Interval(at, 0, 0, 0, null, null)
                : new Interval(
                        at,
                        slot.ends[0],
                        slot.ends[1],
                        slot.ends[2],
                        quantile(slot.durations, 0.5),
                        quantile(slot.durations, 0.99));
    }

    private static int index(SagaPhase end) {
        return switch (end) {
            case COMPLETED -> 0;
            case COMPENSATED -> 1;
            case RESOLVED -> 2;
            case WAITING, RETRYING, COMPENSATING, STUCK, COMPENSATION_STUCK ->
                throw new IllegalArgumentException("Indicates a bug: %s is no end".formatted(end));
        };
    }

    private static int bucket(Duration took) {
        double doublings = Math.log((double) Math.max(1, took.toMillis())) / LN_2;
        return Math.min(BUCKETS - 1, (int) (doublings * BUCKETS_A_DOUBLING));
    }

    private static void add(int[] sum, int[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }

    /** The middle of the bucket that the quantile falls into. */
    private static @Nullable Long quantile(int[] durations, double quantile) {
        long all = Arrays.stream(durations).asLongStream().sum();
        if (all == 0) {
            return null;
        }
        long rank = (long) Math.ceil(all * quantile);
        long seen = 0;
        int bucket = 0;
        while (seen + durations[bucket] < rank) {
            seen += durations[bucket++];
        }
        return Math.round(Math.exp((bucket + 0.5) / BUCKETS_A_DOUBLING * LN_2));
    }
}
