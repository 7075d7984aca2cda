package checkout.lab.scenario;

import static checkout.lab.scenario.fault.Fault.inTurn;
import static checkout.lab.scenario.fault.Faults.killInLoop;
import static checkout.lab.scenario.fault.Faults.second;

import checkout.lab.scenario.expectation.AdvancedOnce;
import checkout.lab.scenario.expectation.AuditHolds;
import checkout.lab.scenario.expectation.DeadlinesKept;
import checkout.lab.scenario.expectation.PromisesKept;
import checkout.lab.scenario.fault.Pauses;
import checkout.lab.stack.state.StackProblem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The scenarios there are. Each is made anew for a run, for its expectations remember what they have seen. */
final class Scenarios {

    private static final Map<String, Supplier<Scenario>> ALL = new LinkedHashMap<>();

    static {
        add(Scenarios::twoOrchestrators);
    }

    private Scenarios() {}

    private static void add(Supplier<Scenario> scenario) {
        ALL.put(scenario.get().name(), scenario);
    }

    static List<Scenario> all() {
        return ALL.values().stream().map(Supplier::get).toList();
    }

    static Scenario named(String name) {
        Supplier<Scenario> scenario = ALL.get(name);
        if (scenario == null) {
            throw new StackProblem(
                    "There is no scenario '%s'; there are %s.".formatted(name, String.join(", ", ALL.keySet())));
        }
        return scenario.get();
    }

    private static Scenario twoOrchestrators() {
        return new Scenario(
                "two-orchestrators",
                "A second orchestrator works beside the first; one of the two is killed again and again.",
                40,
                Duration.ofSeconds(90),
                0,
                List.of(inTurn(
                        second("saga-orchestrator", Map.of()),
                        killInLoop(
                                List.of("saga-orchestrator", "saga-orchestrator-2"),
                                Pauses.ofMillis(3_000, 12_000),
                                Pauses.ofMillis(200, 4_000)))),
                List.of(
                        new AuditHolds(),
                        new PromisesKept(),
                        new AdvancedOnce(),
                        new DeadlinesKept(Duration.ofSeconds(5))));
    }
}
