package checkout.lab.scenario.plan;

import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.ParameterType;
import checkout.lab.scenario.word.ParameterTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When a fault is injected.
 *
 * @param at the first time, from the beginning of the run
 * @param every the time from one to the next; zero if there is only one
 */
public record FaultTiming(Duration at, Duration every, int times) {

    private static final Duration LONGEST = Duration.ofHours(3);
    private static final ParameterType<Duration> MOMENT =
            ParameterTypes.duration(Duration.ZERO, LONGEST, Duration.ofSeconds(5), Duration.ofSeconds(30));

    public static final Parameter<Duration> AT = Parameter.optional(
            "at", MOMENT, Duration.ofSeconds(5), "when it is injected first, from the beginning of the run");

    public static final Parameter<Duration> EVERY = Parameter.required(
            "every",
            ParameterTypes.duration(
                    Duration.ofMillis(500), Duration.ofMinutes(30), Duration.ofSeconds(3), Duration.ofSeconds(15)),
            "the time from one injection to the next; each waits until the one before has ended");

    public static final Parameter<Integer> TIMES = Parameter.required(
            "times", ParameterTypes.count(1, 1_000, 4), "how often; as often as the load lasts if it is left out");

    /** What stands beside a fault, whatever the fault is. */
    public static final List<Parameter<?>> PARAMETERS = List.of(AT, EVERY, TIMES);

    public static FaultTiming once(Duration at) {
        return new FaultTiming(at, Duration.ZERO, 1);
    }

    /** The times that are due, from the beginning of the run. */
    public List<Duration> moments() {
        List<Duration> moments = new ArrayList<>();
        for (int n = 0; n < times; n++) {
            moments.add(at.plus(every.multipliedBy(n)));
        }
        return moments;
    }

    public Duration last() {
        return at.plus(every.multipliedBy(times - 1L));
    }

    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(AT.name(), ParameterTypes.format(at));
        if (times > 1) {
            texts.put(EVERY.name(), ParameterTypes.format(every));
            texts.put(TIMES.name(), Integer.toString(times));
        }
        return texts;
    }
}
