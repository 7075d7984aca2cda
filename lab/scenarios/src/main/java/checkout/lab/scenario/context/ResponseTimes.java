package checkout.lab.scenario.context;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long customers waited for the response to a checkout, by the time at which they came. */
public final class ResponseTimes {
    private static final double MICROS_PER_MILLI = 1000;
    private static final double PERCENT = 100;

    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();

    private record Sample(long arrival, long micros) {}

    /**
     * Response times in milliseconds.
     *
     * @param requests how many there were
     */
    public record Percentiles(int requests, double p50, double p99, double highest) {}

    /** Both times in microseconds since the epoch; a stall counts for everybody who came while it lasted. */
    public void add(long arrival, long answered) {
        samples.add(new Sample(arrival, answered - arrival));
    }

    /** Of the requests that came between these times, the second exclusive. */
    public Percentiles between(long from, long to) {
        List<Long> sorted = samples.stream()
                .filter(sample -> sample.arrival() >= from && sample.arrival() < to)
                .map(Sample::micros)
                .sorted()
                .toList();
        return new Percentiles(sorted.size(), percentile(sorted, 50), percentile(sorted, 99), percentile(sorted, 100));
    }

    /** The smallest time that so many percent of the requests did not exceed. */
    private static double percentile(List<Long> sorted, int percent) {
        int rank = (int) Math.ceil(sorted.size() * percent / PERCENT);
        return rank == 0 ? 0 : sorted.get(rank - 1) / MICROS_PER_MILLI;
    }
}
