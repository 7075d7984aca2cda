package checkout.lab.scenario.expectation;

import checkout.lab.scenario.scene.Scene;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** The faults came about: a run in which nothing went wrong shows nothing. */
public record Struck(String what, ToIntFunction<Scene> least) implements Expectation {

    public Struck(String what, int atLeast) {
        this(what, scene -> atLeast);
    }

    /** As often as the run says that counted faults strike, or so many times that. */
    public static Struck asOftenAsSaid(String what, int times) {
        return new Struck(what, scene -> scene.times() * times);
    }

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
        int atLeast = Math.max(1, least.applyAsInt(scene));
        return List.of(new Finding(
                "at least %d times: %s".formatted(atLeast, what),
                sum < atLeast
                        ? List.of("it happened %d times; give the run more --seconds or --times".formatted(sum))
                        : List.of(),
                strikes));
    }
}
