package checkout.lab.scenario.machine;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.word.ParameterTypes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The wall clock of an application jumps under load, stays off for a time, and jumps back. */
public final class ClockJump implements Fault, Expectation {

    /** The directions in which a clock jumps. */
    public static final List<String> DIRECTIONS = List.of("ahead", "back");

    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration AFTER = Duration.ofSeconds(10);
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    private final String application;
    private final Duration jump;
    private final Duration duration;
    private final List<String> failures = new ArrayList<>();
    private long jumps;

    /** @param by how far the clock jumps, in a direction of {@link #DIRECTIONS} */
    public ClockJump(String application, String direction, Duration by, Duration duration) {
        this.application = application;
        this.jump = direction.equals(DIRECTIONS.getFirst()) ? by : by.negated();
        this.duration = duration;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, IOException {
        ScenarioProcesses processes = context.processes();
        processes.locks().exclusively(application, () -> {
            FakeClock clock = new FakeClock(context.folder().path().resolve("clock-of-" + application));
            clock.set(Duration.ZERO);
            processes.replace(application, clock.environment());
            context.log("%s has a clock that the lab can move", application);
            try {
                Thread.sleep(BEFORE);
                clock.set(jump);
                context.log("the clock of %s jumps by %s", application, signed());
                Thread.sleep(duration);
                measure(context);
            } finally {
                clock.set(Duration.ZERO);
            }
            context.log("the clock of %s jumps back to the right time", application);
            Thread.sleep(AFTER);
            processes.replace(application, Map.of());
        });
    }

    private void measure(ScenarioContext context) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Optional<Duration> off =
                    FakeClock.measure(client, context.processes().part(application));
            verdict(off).ifPresentOrElse(failures::add, () -> jumps++);
            context.log("it is off by %s", off.map(ParameterTypes::format).orElse("nobody knows how much"));
        }
    }

    /** The reason why it was no jump, if there is one. */
    Optional<String> verdict(Optional<Duration> off) {
        if (off.isEmpty()) {
            return Optional.of("%s did not answer while its clock was off by %s".formatted(application, signed()));
        }
        return off.get().minus(jump).abs().compareTo(TOLERANCE) > 0
                ? Optional.of("the clock of %s was off by %s instead of %s"
                        .formatted(application, ParameterTypes.format(off.get()), signed()))
                : Optional.empty();
    }

    private String signed() {
        return ParameterTypes.format(jump);
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(new ExpectationResult(
                "the clock of %s jumped, and the application answered meanwhile".formatted(application),
                List.copyOf(failures),
                Map.of("jumps", jumps)));
    }
}
