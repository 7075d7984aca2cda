package checkout.lab.scenario.agent;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.part.StackPart;
import checkout.lab.time.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An application ends at a named point, as if it was killed there, and is started again. */
public final class KillAtPoint implements Fault, Expectation {

    /** Each point with each application that passes it: "inventory-service/before-commit". */
    public static final List<String> PLACES = Arrays.stream(KillPoint.values())
            .flatMap(point -> point.parts().stream().map(part -> part + "/" + point.word()))
            .sorted()
            .toList();

    private static final Polling REACHED = new Polling(Duration.ofSeconds(40), Duration.ofMillis(20));
    private static final int LATEST = 20;

    private final String name;
    private final KillPoint point;
    private final Duration down;
    private final List<String> missed = new ArrayList<>();
    private int times;

    /** @param place one of {@link #PLACES} */
    public KillAtPoint(String place, Duration down) {
        String[] parts = place.split("/", 2);
        this.name = parts[0];
        this.point = Stream.of(KillPoint.values())
                .filter(each -> each.word().equals(parts[1]))
                .findFirst()
                .orElseThrow();
        this.down = down;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException {
        ScenarioProcesses processes = context.processes();
        processes.locks().exclusively(name, () -> {
            processes.startIfMissing(name);
            StackPart part = processes.part(name);
            int nth =
                    1 + context.random("the time at which the point is deadly").below(LATEST);
            PartAgent agent = PartAgent.of(context.folder(), part);
            if (!endsAtPoint(context, part, agent, nth)) {
                return;
            }
            times++;
            processes.endedBy(part, "ended at " + point.word() + ": " + name);
            context.log(
                    "%s has ended at the point %s, time %d, down for %.1f s",
                    name, point.word(), nth, down.toMillis() / 1000.0);
            Thread.sleep(down);
            processes.start(part);
            context.log("%s is ready again", name);
        });
    }

    private boolean endsAtPoint(ScenarioContext context, StackPart part, PartAgent agent, int nth)
            throws InterruptedException {
        agent.arm(point.word(), nth);
        boolean ended = REACHED.until(is -> is, () -> !context.processes().isRunning(part));
        if (!ended) {
            agent.disarm(point.word());
            missed.add("%s did not reach the point %s %d times within %d s; give the load more checkouts"
                    .formatted(name, point.word(), nth, REACHED.timeout().toSeconds()));
        } else if (agent.fired(point.word()) == 0) {
            missed.add("%s ended, but not at the point %s".formatted(name, point.word()));
        }
        return ended;
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(new ExpectationResult(
                "%s ended at the point %s whenever it was to".formatted(name, point.word()),
                List.copyOf(missed),
                Map.of("times", times)));
    }
}
