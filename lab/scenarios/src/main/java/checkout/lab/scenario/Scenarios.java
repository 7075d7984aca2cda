package checkout.lab.scenario;

import static checkout.lab.scenario.fault.Fault.concurrently;
import static checkout.lab.scenario.fault.Fault.inSequence;
import static checkout.lab.scenario.fault.Fault.withBackground;
import static checkout.lab.scenario.fault.StandardFaults.delay;
import static checkout.lab.scenario.fault.StandardFaults.killAllInTurn;
import static checkout.lab.scenario.fault.StandardFaults.killAtRandomTimes;
import static checkout.lab.scenario.fault.StandardFaults.killRepeatedly;
import static checkout.lab.scenario.fault.StandardFaults.pause;
import static checkout.lab.scenario.fault.StandardFaults.pauseFor;
import static checkout.lab.scenario.fault.StandardFaults.replace;
import static checkout.lab.scenario.fault.StandardFaults.resume;
import static checkout.lab.scenario.fault.StandardFaults.startSecond;

import checkout.lab.scenario.expectation.AcceptedCheckoutsEnded;
import checkout.lab.scenario.expectation.AuditPasses;
import checkout.lab.scenario.expectation.FaultHappened;
import checkout.lab.scenario.expectation.NoDeadLetters;
import checkout.lab.scenario.expectation.NoDuplicateTransitions;
import checkout.lab.scenario.expectation.NoMissedDeadlines;
import checkout.lab.scenario.expectation.SagaVersionsUnchanged;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.fault.RandomFaultDelay;
import checkout.lab.scenario.growth.StorageGrowth;
import checkout.lab.scenario.kafka.ConsumersCaughtUp;
import checkout.lab.scenario.kafka.OutboxMatchesKafka;
import checkout.lab.scenario.kafka.OutboxWriters;
import checkout.lab.scenario.kafka.WrittenOutboxRows;
import checkout.lab.scenario.poison.PoisonRecords;
import checkout.lab.scenario.relay.RelayTakeovers;
import checkout.lab.scenario.relay.ReplayFault;
import checkout.lab.scenario.throughput.RelayBenchmark;
import checkout.lab.scenario.webhook.EveryEndDelivered;
import checkout.lab.scenario.webhook.WebhookFaults;
import checkout.lab.stack.state.StackException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The scenarios. Each is created per run, because its expectations have state. */
final class Scenarios {

    private static final Map<String, Supplier<Scenario>> ALL = new LinkedHashMap<>();

    static {
        add(Scenarios::twoOrchestrators);
        add(Scenarios::newVersion);
        add(Scenarios::killRelay);
        add(Scenarios::killEverything);
        add(Scenarios::relayTakeover);
        add(Scenarios::poison);
        add(OutsideFaultScenarios::silentDatabase);
        add(OutsideFaultScenarios::strangersLocks);
        add(OutsideFaultScenarios::largeRecords);
        add(OutsideFaultScenarios::missingPrivilege);
        add(OutsideFaultScenarios::startWithoutKafka);
        add(OutsideFaultScenarios::brokerAway);
        add(OutsideFaultScenarios::frozenInventory);
        add(OutsideFaultScenarios::whyItWaits);
        add(SpikeScenarios::lastItem);
        add(SpikeScenarios::carts);
        add(SpikeScenarios::oneKey);
        add(Scenarios::webhookReceiver);
        add(SpikeScenarios::twoTabs);
        add(SpikeScenarios::pooledClients);
        add(CardScenarios::everyToken);
        add(CardScenarios::unclearAnswers);
        add(CardScenarios::providerAway);
        add(SpikeScenarios::noisyNeighbour);
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
            throw new StackException("There is no scenario '%s'; the scenarios are %s."
                    .formatted(name, String.join(", ", ALL.keySet())));
        }
        return scenario.get();
    }

    private static Scenario twoOrchestrators() {
        return new Scenario(
                "two-orchestrators",
                "A second orchestrator runs beside the first; one of the two is killed again and again.",
                40,
                Duration.ofSeconds(90),
                0,
                inSequence(
                        startSecond("saga-orchestrator", Map.of()),
                        killRepeatedly(
                                List.of("saga-orchestrator", "saga-orchestrator-2"),
                                RandomFaultDelay.ofMillis(3_000, 12_000),
                                RandomFaultDelay.ofMillis(200, 4_000))),
                List.of(
                        new FaultHappened("kill -9 of saga-orchestrator", 2),
                        new AuditPasses(),
                        new AcceptedCheckoutsEnded(),
                        new NoDeadLetters(),
                        new NoDuplicateTransitions(),
                        new NoMissedDeadlines(Duration.ofSeconds(3))));
    }

    private static Scenario newVersion() {
        Map<String, String> startVersion2 = Map.of("CHECKOUT_SAGA_STARTVERSIONS_CHECKOUT", "2");
        // longer than the step's timeout, so that instances of one version keep the deadlines of the other's sagas
        Fault resumePayments = inSequence(delay(Duration.ofSeconds(10)), resume("payment-service"));
        return new Scenario(
                "new-version",
                "New sagas start under version 2 instead of 3, one instance after the other, and then under version 3 again, while sagas of the other version are kept in flight.",
                20,
                Duration.ZERO,
                0,
                inSequence(
                        delay(Duration.ofSeconds(4)),
                        pause("payment-service"),
                        concurrently(startSecond("saga-orchestrator", startVersion2), resumePayments),
                        delay(Duration.ofSeconds(4)),
                        pause("payment-service"),
                        concurrently(replace("saga-orchestrator", startVersion2), resumePayments),
                        delay(Duration.ofSeconds(4)),
                        pause("payment-service"),
                        concurrently(replace("saga-orchestrator", Map.of()), resumePayments),
                        delay(Duration.ofSeconds(6))),
                List.of(
                        new AuditPasses(),
                        new AcceptedCheckoutsEnded(),
                        new NoDeadLetters(),
                        new NoDuplicateTransitions(),
                        new NoMissedDeadlines(Duration.ofSeconds(3)),
                        new SagaVersionsUnchanged()));
    }

    private static Scenario killRelay() {
        WrittenOutboxRows writtenRows = new WrittenOutboxRows();
        return new Scenario(
                "kill-relay",
                "The relay is killed at random times, among long, overlapping, multi-row and rolled back transactions.",
                30,
                Duration.ZERO,
                30,
                withBackground(
                        new OutboxWriters(writtenRows, 6),
                        killAtRandomTimes("outbox-relay", RandomFaultDelay.ofMillis(500, 10_000))),
                List.of(
                        FaultHappened.timesPerRound("kill -9 of outbox-relay", 1),
                        new FaultHappened("at work when killed: outbox-relay", context -> context.times() / 2),
                        new FaultHappened(OutboxWriters.LONG_TRANSACTIONS, 1),
                        new FaultHappened(OutboxWriters.ROLLED_BACK_TRANSACTIONS, 1),
                        new OutboxMatchesKafka(writtenRows, false),
                        new ConsumersCaughtUp(),
                        new AuditPasses(),
                        new AcceptedCheckoutsEnded(),
                        new NoDeadLetters()));
    }

    private static Scenario killEverything() {
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
                "Each service, the relay, the broker and the database are killed in turn; a consumer is paused beyond its session timeout.",
                30,
                Duration.ZERO,
                2,
                inSequence(
                        killAllInTurn(
                                parts, RandomFaultDelay.ofMillis(1_000, 6_000), RandomFaultDelay.ofMillis(500, 3_000)),
                        startSecond("payment-service", Map.of()),
                        delay(Duration.ofSeconds(3)),
                        pauseFor("payment-service", RandomFaultDelay.ofMillis(12_000, 16_000)),
                        delay(Duration.ofSeconds(3)),
                        new ReplayFault(),
                        delay(Duration.ofSeconds(3))),
                List.of(
                        FaultHappened.timesPerRound("kill -9", parts.size()),
                        new FaultHappened("SIGSTOP", 1),
                        new OutboxMatchesKafka(new WrittenOutboxRows(), true),
                        new ConsumersCaughtUp(),
                        new AuditPasses(),
                        new AcceptedCheckoutsEnded(),
                        new NoDeadLetters(),
                        new NoDuplicateTransitions()));
    }

    private static Scenario relayTakeover() {
        RelayTakeovers takeovers = new RelayTakeovers(Duration.ofSeconds(5));
        return new Scenario(
                "relay-takeover",
                "Of two relays the active one is killed; the other takes over.",
                20,
                Duration.ZERO,
                10,
                takeovers,
                List.of(
                        takeovers,
                        new OutboxMatchesKafka(new WrittenOutboxRows(), false),
                        new ConsumersCaughtUp(),
                        new AuditPasses(),
                        new AcceptedCheckoutsEnded(),
                        new NoDeadLetters()));
    }

    private static Scenario poison() {
        PoisonRecords poison = new PoisonRecords(10_000);
        return new Scenario(
                "poison",
                "Among ten thousand records, one is unreadable and one fails until its cause is fixed.",
                120,
                Duration.ZERO,
                0,
                poison,
                List.of(poison, new ConsumersCaughtUp(), new AuditPasses(), new AcceptedCheckoutsEnded()));
    }

    private static Scenario webhookReceiver() {
        WebhookFaults faults = new WebhookFaults();
        return new Scenario(
                "webhook-receiver",
                "A storefront's receiver of webhooks answers 500, times out, hangs up and is killed in turn; so is order-service.",
                10,
                Duration.ZERO,
                2,
                faults,
                List.of(
                        FaultHappened.timesPerRound(WebhookFaults.EVENT, 4),
                        FaultHappened.timesPerRound("kill -9 of order-service", 1),
                        new AuditPasses(),
                        new AcceptedCheckoutsEnded(),
                        new NoDeadLetters(),
                        new EveryEndDelivered(faults)));
    }

    private static Scenario growth() {
        StorageGrowth growth = new StorageGrowth(Duration.ofSeconds(75));
        return new Scenario(
                "growth",
                "Messages are retained for 75 seconds instead of three days: which tables grow, and do they level off?",
                60,
                Duration.ofMinutes(5),
                0,
                growth,
                List.of(growth, new AuditPasses(), new AcceptedCheckoutsEnded(), new NoDeadLetters()));
    }

    private static Scenario relayThroughput() {
        RelayBenchmark benchmark = new RelayBenchmark(
                new RelayBenchmark.Limits(2_000, Duration.ofMillis(50), Duration.ofMillis(500), 0.1));
        return new Scenario(
                "relay-throughput",
                "Without checkouts, the relay is measured alone, beside writers, row by row, and idle.",
                0,
                Duration.ZERO,
                0,
                benchmark,
                List.of(benchmark, new NoDeadLetters()));
    }
}
