package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** The faults came about: a run in which nothing went wrong shows nothing. */
public record FaultHappened(String what, ToIntFunction<ScenarioContext> least) implements Expectation {

    public FaultHappened(String what, int atLeast) {
        this(what, scenarioContext -> atLeast);
    }

    /** As often as the run says that counted faults strike, or so many times that. */
    public static FaultHappened asOftenAsSaid(String what, int times) {
        return new FaultHappened(what, scenarioContext -> scenarioContext.times() * times);
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext scenarioContext) {
        Map<String, Object> strikes = new TreeMap<>();
        long sum = 0;
        for (Map.Entry<String, Long> each : scenarioContext.eventLog().counts().entrySet()) {
            if (each.getKey().startsWith(what)) {
                strikes.put(each.getKey(), each.getValue());
                sum += each.getValue();
            }
        }
        int atLeast = Math.max(1, least.applyAsInt(scenarioContext));
        return List.of(new ExpectationResult(
                "at least %d times: %s".formatted(atLeast, what),
                sum < atLeast
                        ? List.of("it happened %d times; give the run more --seconds or --times".formatted(sum))
                        : List.of(),
                strikes));
    }
}
