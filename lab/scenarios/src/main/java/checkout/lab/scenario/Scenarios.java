package checkout.lab.scenario;

import static checkout.lab.scenario.fault.Fault.inCompany;
import static checkout.lab.scenario.fault.Fault.inTurn;
import static checkout.lab.scenario.fault.Fault.together;
import static checkout.lab.scenario.fault.Faults.freeze;
import static checkout.lab.scenario.fault.Faults.holdStill;
import static checkout.lab.scenario.fault.Faults.killAtAnyMoment;
import static checkout.lab.scenario.fault.Faults.killEach;
import static checkout.lab.scenario.fault.Faults.killInLoop;
import static checkout.lab.scenario.fault.Faults.letGo;
import static checkout.lab.scenario.fault.Faults.quiet;
import static checkout.lab.scenario.fault.Faults.replace;
import static checkout.lab.scenario.fault.Faults.second;

import checkout.lab.scenario.expectation.AdvancedOnce;
import checkout.lab.scenario.expectation.AuditHolds;
import checkout.lab.scenario.expectation.DeadlinesKept;
import checkout.lab.scenario.expectation.NothingBuried;
import checkout.lab.scenario.expectation.PromisesKept;
import checkout.lab.scenario.expectation.Struck;
import checkout.lab.scenario.expectation.VersionsKept;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.fault.Pauses;
import checkout.lab.scenario.growth.Growth;
import checkout.lab.scenario.kafka.AllTaken;
import checkout.lab.scenario.kafka.Published;
import checkout.lab.scenario.kafka.Scribes;
import checkout.lab.scenario.kafka.Writings;
import checkout.lab.scenario.pace.RelayPace;
import checkout.lab.scenario.poison.Poison;
import checkout.lab.scenario.relay.Replay;
import checkout.lab.scenario.relay.Takeovers;
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
        add(Scenarios::newVersion);
        add(Scenarios::killRelay);
        add(Scenarios::killEverything);
        add(Scenarios::relayTakeover);
        add(Scenarios::poison);
        add(Scenarios::growth);
        add(Scenarios::relayThroughput);
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
                        new Struck("kill -9 of saga-orchestrator", 2),
                        new AuditHolds(),
                        new PromisesKept(),
                        new NothingBuried(),
                        new AdvancedOnce(),
                        new DeadlinesKept(Duration.ofSeconds(3))));
    }

    private static Scenario newVersion() {
        Map<String, String> beginVersion2 = Map.of("CHECKOUT_SAGA_STARTVERSION", "2");
        // longer than the step's timeout, so that the deadlines of either version are kept by instances of the other
        Fault paymentsResume = inTurn(quiet(Duration.ofSeconds(10)), letGo("payment-service"));
        return new Scenario(
                "new-version",
                "Version 2 of the saga is rolled out, one instance after the other, while sagas of version 1 are held in flight.",
                20,
                Duration.ZERO,
                0,
                List.of(inTurn(
                        quiet(Duration.ofSeconds(4)),
                        holdStill("payment-service"),
                        together(second("saga-orchestrator", beginVersion2), paymentsResume),
                        quiet(Duration.ofSeconds(4)),
                        holdStill("payment-service"),
                        together(replace("saga-orchestrator", beginVersion2), paymentsResume),
                        quiet(Duration.ofSeconds(6)))),
                List.of(
                        new AuditHolds(),
                        new PromisesKept(),
                        new NothingBuried(),
                        new AdvancedOnce(),
                        new DeadlinesKept(Duration.ofSeconds(3)),
                        new VersionsKept()));
    }

    private static Scenario killRelay() {
        Writings writings = new Writings();
        return new Scenario(
                "kill-relay",
                "The relay is killed at any moment, among long, overlapping, multi-row and rolled back transactions.",
                30,
                Duration.ZERO,
                30,
                List.of(inCompany(
                        new Scribes(writings, 6), killAtAnyMoment("outbox-relay", Pauses.ofMillis(500, 10_000)))),
                List.of(
                        Struck.asOftenAsSaid("kill -9 of outbox-relay", 1),
                        new Struck("at work when killed: outbox-relay", scene -> scene.times() / 2),
                        new Struck("scribes' transactions longer than a second", 1),
                        new Struck("scribes' transactions taken back", 1),
                        new Published(writings, false),
                        new AllTaken(),
                        new AuditHolds(),
                        new PromisesKept(),
                        new NothingBuried()));
    }

    private static Scenario killEverything() {
        Writings none = new Writings();
        List<String> parts = List.of(
                "order-service",
                "inventory-service",
                "payment-service",
                "saga-orchestrator",
                "outbox-relay",
                "kafka",
                "postgres");
        return new Scenario(
                "kill-everything",
                "Each service, the relay, the broker and the database are killed in turn, a consumer is held still past its session.",
                30,
                Duration.ZERO,
                2,
                List.of(inTurn(
                        killEach(parts, Pauses.ofMillis(1_000, 6_000), Pauses.ofMillis(500, 3_000)),
                        second("payment-service", Map.of()),
                        quiet(Duration.ofSeconds(3)),
                        freeze("payment-service", Pauses.ofMillis(12_000, 16_000)),
                        quiet(Duration.ofSeconds(3)),
                        new Replay(),
                        quiet(Duration.ofSeconds(3)))),
                List.of(
                        Struck.asOftenAsSaid("kill -9", parts.size()),
                        new Struck("SIGSTOP", 1),
                        new Published(none, true),
                        new AllTaken(),
                        new AuditHolds(),
                        new PromisesKept(),
                        new NothingBuried(),
                        new AdvancedOnce()));
    }

    private static Scenario relayTakeover() {
        Takeovers takeovers = new Takeovers(Duration.ofSeconds(5));
        return new Scenario(
                "relay-takeover",
                "Of two relays the one at work is killed; the other takes over.",
                20,
                Duration.ZERO,
                10,
                List.of(takeovers),
                List.of(
                        takeovers,
                        new Published(new Writings(), false),
                        new AllTaken(),
                        new AuditHolds(),
                        new PromisesKept(),
                        new NothingBuried()));
    }

    private static Scenario poison() {
        Poison poison = new Poison(10_000);
        return new Scenario(
                "poison",
                "Among ten thousand records one that nobody can read and one whose cause is mended later.",
                120,
                Duration.ZERO,
                0,
                List.of(poison),
                List.of(poison, new AllTaken(), new AuditHolds(), new PromisesKept()));
    }

    private static Scenario growth() {
        Growth growth = new Growth(Duration.ofSeconds(75));
        return new Scenario(
                "growth",
                "Messages are kept for 75 seconds instead of three days: what grows, and does it stop?",
                60,
                Duration.ofMinutes(5),
                0,
                List.of(growth),
                List.of(growth, new AuditHolds(), new PromisesKept(), new NothingBuried()));
    }

    private static Scenario relayThroughput() {
        RelayPace pace = new RelayPace(new RelayPace.Limits(2_000, Duration.ofMillis(50), Duration.ofMillis(500), 0.1));
        return new Scenario(
                "relay-throughput",
                "Nobody shops; the relay is measured alone, beside writers, row by row, and waiting.",
                0,
                Duration.ZERO,
                0,
                List.of(pace),
                List.of(pace, new NothingBuried()));
    }
}
