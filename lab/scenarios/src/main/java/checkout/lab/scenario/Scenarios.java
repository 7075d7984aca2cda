package checkout.lab.scenario;

import static checkout.lab.scenario.fault.Fault.inCompany;
import static checkout.lab.scenario.fault.Fault.inTurn;
import static checkout.lab.scenario.fault.Fault.together;
import static checkout.lab.scenario.fault.StandardFaults.freeze;
import static checkout.lab.scenario.fault.StandardFaults.holdStill;
import static checkout.lab.scenario.fault.StandardFaults.killAtAnyMoment;
import static checkout.lab.scenario.fault.StandardFaults.killEach;
import static checkout.lab.scenario.fault.StandardFaults.killInLoop;
import static checkout.lab.scenario.fault.StandardFaults.letGo;
import static checkout.lab.scenario.fault.StandardFaults.quiet;
import static checkout.lab.scenario.fault.StandardFaults.replace;
import static checkout.lab.scenario.fault.StandardFaults.second;

import checkout.lab.scenario.expectation.AcceptedCheckoutsEnded;
import checkout.lab.scenario.expectation.AuditHolds;
import checkout.lab.scenario.expectation.DeadlinesKept;
import checkout.lab.scenario.expectation.FaultHappened;
import checkout.lab.scenario.expectation.NoDeadLetters;
import checkout.lab.scenario.expectation.NoDuplicateTransitions;
import checkout.lab.scenario.expectation.SagaVersionsKept;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.fault.RandomPauses;
import checkout.lab.scenario.growth.StorageGrowth;
import checkout.lab.scenario.kafka.ConsumersCaughtUp;
import checkout.lab.scenario.kafka.OutboxMatchesKafka;
import checkout.lab.scenario.kafka.OutboxWriters;
import checkout.lab.scenario.kafka.WrittenRows;
import checkout.lab.scenario.poison.PoisonRecords;
import checkout.lab.scenario.relay.RelayTakeovers;
import checkout.lab.scenario.relay.ReplayFault;
import checkout.lab.scenario.throughput.RelayThroughputFault;
import checkout.lab.stack.state.StackException;
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
            throw new StackException(
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
                                RandomPauses.ofMillis(3_000, 12_000),
                                RandomPauses.ofMillis(200, 4_000)))),
                List.of(
                        new FaultHappened("kill -9 of saga-orchestrator", 2),
                        new AuditHolds(),
                        new AcceptedCheckoutsEnded(),
                        new NoDeadLetters(),
                        new NoDuplicateTransitions(),
                        new DeadlinesKept(Duration.ofSeconds(3))));
    }

    private static Scenario newVersion() {
        Map<String, String> beginVersion2 = Map.of("CHECKOUT_SAGA_STARTVERSIONS_CHECKOUT", "2");
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
                        new AcceptedCheckoutsEnded(),
                        new NoDeadLetters(),
                        new NoDuplicateTransitions(),
                        new DeadlinesKept(Duration.ofSeconds(3)),
                        new SagaVersionsKept()));
    }

    private static Scenario killRelay() {
        WrittenRows writtenRows = new WrittenRows();
        return new Scenario(
                "kill-relay",
                "The relay is killed at any moment, among long, overlapping, multi-row and rolled back transactions.",
                30,
                Duration.ZERO,
                30,
                List.of(inCompany(
                        new OutboxWriters(writtenRows, 6),
                        killAtAnyMoment("outbox-relay", RandomPauses.ofMillis(500, 10_000)))),
                List.of(
                        FaultHappened.asOftenAsSaid("kill -9 of outbox-relay", 1),
                        new FaultHappened("at work when killed: outbox-relay", scene -> scene.times() / 2),
                        new FaultHappened("scribes' transactions longer than a second", 1),
                        new FaultHappened("scribes' transactions taken back", 1),
                        new OutboxMatchesKafka(writtenRows, false),
                        new ConsumersCaughtUp(),
                        new AuditHolds(),
                        new AcceptedCheckoutsEnded(),
                        new NoDeadLetters()));
    }

    private static Scenario killEverything() {
        WrittenRows none = new WrittenRows();
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
                        killEach(parts, RandomPauses.ofMillis(1_000, 6_000), RandomPauses.ofMillis(500, 3_000)),
                        second("payment-service", Map.of()),
                        quiet(Duration.ofSeconds(3)),
                        freeze("payment-service", RandomPauses.ofMillis(12_000, 16_000)),
                        quiet(Duration.ofSeconds(3)),
                        new ReplayFault(),
                        quiet(Duration.ofSeconds(3)))),
                List.of(
                        FaultHappened.asOftenAsSaid("kill -9", parts.size()),
                        new FaultHappened("SIGSTOP", 1),
                        new OutboxMatchesKafka(none, true),
                        new ConsumersCaughtUp(),
                        new AuditHolds(),
                        new AcceptedCheckoutsEnded(),
                        new NoDeadLetters(),
                        new NoDuplicateTransitions()));
    }

    private static Scenario relayTakeover() {
        RelayTakeovers takeovers = new RelayTakeovers(Duration.ofSeconds(5));
        return new Scenario(
                "relay-takeover",
                "Of two relays the one at work is killed; the other takes over.",
                20,
                Duration.ZERO,
                10,
                List.of(takeovers),
                List.of(
                        takeovers,
                        new OutboxMatchesKafka(new WrittenRows(), false),
                        new ConsumersCaughtUp(),
                        new AuditHolds(),
                        new AcceptedCheckoutsEnded(),
                        new NoDeadLetters()));
    }

    private static Scenario poison() {
        PoisonRecords poison = new PoisonRecords(10_000);
        return new Scenario(
                "poison",
                "Among ten thousand records one that nobody can read and one whose cause is mended later.",
                120,
                Duration.ZERO,
                0,
                List.of(poison),
                List.of(poison, new ConsumersCaughtUp(), new AuditHolds(), new AcceptedCheckoutsEnded()));
    }

    private static Scenario growth() {
        StorageGrowth growth = new StorageGrowth(Duration.ofSeconds(75));
        return new Scenario(
                "growth",
                "Messages are kept for 75 seconds instead of three days: what grows, and does it stop?",
                60,
                Duration.ofMinutes(5),
                0,
                List.of(growth),
                List.of(growth, new AuditHolds(), new AcceptedCheckoutsEnded(), new NoDeadLetters()));
    }

    private static Scenario relayThroughput() {
        RelayThroughputFault pace = new RelayThroughputFault(
                new RelayThroughputFault.Limits(2_000, Duration.ofMillis(50), Duration.ofMillis(500), 0.1));
        return new Scenario(
                "relay-throughput",
                "Nobody shops; the relay is measured alone, beside writers, row by row, and waiting.",
                0,
                Duration.ZERO,
                0,
                List.of(pace),
                List.of(pace, new NoDeadLetters()));
    }
}
