package checkout.lab.scenario.expectation;

import checkout.lab.scenario.scene.Scene;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The faults came about: a run in which nothing went wrong shows nothing. */
public record Struck(String what, int atLeast) implements Expectation {

    @Override
    public List<Finding> check(Scene scene) {
        Map<String, Object> strikes = new TreeMap<>();
        long sum = 0;
        for (Map.Entry<String, Long> each : scene.chronicle().counts().entrySet()) {
            if (each.getKey().startsWith(what)) {
                strikes.put(each.getKey(), each.getValue());
                sum += each.getValue();
            }
        }
        return List.of(new Finding(
                "at least %d times: %s".formatted(atLeast, what),
                sum < atLeast
                        ? List.of("it happened %d times; give the run more --seconds or --times".formatted(sum))
                        : List.of(),
                strikes));
    }
}
