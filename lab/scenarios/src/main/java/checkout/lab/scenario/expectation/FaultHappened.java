package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** The faults happened: a run in which nothing went wrong is void, because it shows nothing. */
public record FaultHappened(String event, ToIntFunction<ScenarioContext> minimum) implements Expectation {

    public FaultHappened(String event, int minimum) {
        this(event, context -> minimum);
    }

    /** Expects the event that many times for each time that the run injects counted faults. */
    public static FaultHappened timesPerRound(String event, int times) {
        return new FaultHappened(event, context -> context.times() * times);
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        Map<String, Object> counts = new TreeMap<>();
        long sum = 0;
        for (Map.Entry<String, Long> each : context.eventLog().counts().entrySet()) {
            if (each.getKey().startsWith(event)) {
                counts.put(each.getKey(), each.getValue());
                sum += each.getValue();
            }
        }
        int expected = Math.max(1, minimum.applyAsInt(context));
        return List.of(new ExpectationResult(
                "at least %d times: %s".formatted(expected, event),
                sum < expected
                        ? List.of("it happened %d times; give the run more --seconds or --times".formatted(sum))
                        : List.of(),
                counts,
                true));
    }
}
