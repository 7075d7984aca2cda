package checkout.lab.scenario.report;

import checkout.lab.scenario.context.FaultTimes;
import checkout.lab.scenario.history.EventType;
import checkout.lab.scenario.history.HistoryEvent;
import checkout.lab.time.EpochMicros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a run went, second by second.
 *
 * @param began when the load began
 * @param seconds a line for each second from there on, until the last checkout has ended
 * @param faults when something was wrong, in seconds from there
 */
public record RunCourse(String began, List<Second> seconds, List<Trouble> faults) {

    private static final double MICROS_PER_MILLI = 1000;
    private static final String PLACE = "place";

    /** A run that goes on for longer is drawn up to here. */
    private static final int MOST_SECONDS = 7_200;

    /**
     * What happened in a second.
     *
     * @param accepted checkouts that were answered with a 202
     * @param notAccepted requests for a checkout that were refused or not answered
     * @param ended checkouts that have ended
     * @param p50 milliseconds from a request to its answer; null if there was none
     * @param p99 milliseconds, too
     */
    public record Second(
            long accepted,
            long notAccepted,
            long ended,
            @Nullable Double p50,
            @Nullable Double p99) {}

    /** Something that was wrong from a time to a time. */
    public record Trouble(String what, double from, double to) {}

    /**
     * Puts what was recorded into the seconds of the run.
     *
     * @param began when the load began, in microseconds since the epoch, as all times are
     * @param ends when checkouts ended
     */
    public static RunCourse of(
            long began, List<HistoryEvent> history, List<Long> ends, List<FaultTimes.Interval> faults) {
        Map<Integer, List<Long>> answered = new TreeMap<>();
        Map<Integer, Long> refused = new HashMap<>();
        Map<Long, Long> open = new HashMap<>();
        for (HistoryEvent event : history) {
            if (!event.call().equals(PLACE)) {
                continue;
            }
            if (event.type() == EventType.INVOKE) {
                open.put(event.op(), event.micros());
                continue;
            }
            Long from = open.remove(event.op());
            int second = second(began, event.micros());
            if (event.type() == EventType.OK && from != null) {
                answered.computeIfAbsent(second, none -> new ArrayList<>()).add(event.micros() - from);
            } else {
                refused.merge(second, 1L, Long::sum);
            }
        }
        Map<Integer, Long> ended = new HashMap<>();
        ends.forEach(end -> ended.merge(second(began, end), 1L, Long::sum));
        List<Second> seconds = new ArrayList<>();
        for (int n = 0; n <= Math.min(last(List.of(answered, refused, ended)), MOST_SECONDS); n++) {
            List<Long> times =
                    answered.getOrDefault(n, List.of()).stream().sorted().toList();
            seconds.add(new Second(
                    times.size(),
                    refused.getOrDefault(n, 0L),
                    ended.getOrDefault(n, 0L),
                    percentile(times, 0.5),
                    percentile(times, 0.99)));
        }
        return new RunCourse(
                Instant.ofEpochMilli(began / 1000).toString(),
                seconds,
                faults.stream()
                        .map(each -> new Trouble(each.what(), offset(began, each.from()), offset(began, each.to())))
                        .sorted(Comparator.comparingDouble(Trouble::from))
                        .toList());
    }

    /** Whether the history has requests that were answered; the load of some scenarios is not part of it. */
    boolean hasAnswers() {
        return seconds.stream().anyMatch(second -> second.p50() != null);
    }

    /** The last second that any of the series knows. */
    private static int last(List<Map<Integer, ?>> series) {
        return series.stream()
                .flatMap(each -> each.keySet().stream())
                .max(Comparator.naturalOrder())
                .orElse(0);
    }

    private static int second(long began, long micros) {
        return (int) Math.max(0, (micros - began) / EpochMicros.SECOND);
    }

    private static double offset(long began, long micros) {
        return (micros - began) / (double) EpochMicros.SECOND;
    }

    private static @Nullable Double percentile(List<Long> sorted, double share) {
        if (sorted.isEmpty()) {
            return null;
        }
        int rank = (int) Math.ceil(sorted.size() * share);
        return sorted.get(Math.max(0, rank - 1)) / MICROS_PER_MILLI;
    }
}
