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
import static checkout.lab.scenario.vocabulary.ExpectationWords.ALL_ENDED;
import static checkout.lab.scenario.vocabulary.ExpectationWords.AUDIT;
import static checkout.lab.scenario.vocabulary.ExpectationWords.CAUGHT_UP;
import static checkout.lab.scenario.vocabulary.ExpectationWords.DEADLINES;
import static checkout.lab.scenario.vocabulary.ExpectationWords.NO_DEAD_LETTERS;
import static checkout.lab.scenario.vocabulary.ExpectationWords.NO_DUPLICATE_TRANSITIONS;
import static checkout.lab.scenario.vocabulary.ExpectationWords.OUTBOX;

import checkout.lab.scenario.Scenario.Outline;
import checkout.lab.scenario.Scenario.Place;
import checkout.lab.scenario.expectation.FaultHappened;
import checkout.lab.scenario.expectation.SagaVersionsUnchanged;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.fault.RandomFaultDelay;
import checkout.lab.scenario.growth.StorageGrowth;
import checkout.lab.scenario.kafka.OutboxMatchesKafka;
import checkout.lab.scenario.kafka.OutboxWriters;
import checkout.lab.scenario.kafka.WrittenOutboxRows;
import checkout.lab.scenario.poison.PoisonRecords;
import checkout.lab.scenario.relay.RelayTakeovers;
import checkout.lab.scenario.relay.ReplayFault;
import checkout.lab.scenario.throughput.RelayBenchmark;
import checkout.lab.scenario.webhook.EveryEndDelivered;
import checkout.lab.scenario.webhook.WebhookFaults;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The scenarios that are classes. Each is created per run, because its expectations have state. */
final class Scenarios {

    private static final Map<String, Supplier<Scenario>> ALL = new LinkedHashMap<>();

    static {
        add(
                Scenarios::twoOrchestrators,
                Outline.of(180, "second saga-orchestrator", "kill saga-orchestrator, either of two"));
        add(
                Scenarios::newVersion,
                Outline.of(120, "second saga-orchestrator", "restart saga-orchestrator", "freeze payment-service"));
        add(Scenarios::killRelay, Outline.of(240, "kill outbox-relay", "overlapping and rolled back transactions"));
        add(Scenarios::killEverything, Outline.of(300, "kill each part in turn", "freeze payment-service", "replay"));
        add(Scenarios::relayTakeover, Outline.of(240, "kill the active of two relays"));
        add(Scenarios::poison, Outline.of(120, "unreadable record", "faulty migration"));
        add(OutsideFaultScenarios::silentDatabase, Outline.of(180, "freeze postgres"));
        add(OutsideFaultScenarios::strangersLocks, Outline.of(180, "lock stock", "lock wallet"));
        add(OutsideFaultScenarios::largeRecords, Outline.of(120, "large-records, each topic"));
        add(OutsideFaultScenarios::missingPrivilege, Outline.of(120, "missing-privilege"));
        add(OutsideFaultScenarios::startWithoutKafka, Outline.of(120, "kill kafka", "restart all applications"));
        add(
                OutsideFaultScenarios::brokerAway,
                Outline.of(240, "freeze kafka", "overlapping and rolled back transactions"));
        add(OutsideFaultScenarios::frozenInventory, Outline.of(180, "freeze inventory-service"));
        add(OutsideFaultScenarios::whyItWaits, Outline.of(480, "seven causes for which a checkout waits"));
        add(SpikeScenarios::lastItem, Outline.of(60, "none: everybody at once"));
        add(SpikeScenarios::carts, Outline.of(60, "none: everybody at once"));
        add(SpikeScenarios::oneKey, Outline.of(60, "none: one key, many connections"));
        add(Scenarios::webhookReceiver, Outline.of(180, "receiver fails", "kill order-service"));
        add(SpikeScenarios::twoTabs, Outline.of(60, "none: two clients, one cart"));
        add(
                SpikeScenarios::pooledClients,
                Outline.of(120, "a thousand clients of the database").at(Place.WITH_PGBOUNCER));
        add(CardScenarios::bulkRetry, Outline.of(60, "cards that are declined past the pivot"));
        add(CardScenarios::everyToken, Outline.of(120, "every test token of the provider"));
        add(CardScenarios::unclearAnswers, Outline.of(240, "late and missing answers", "kill payment-service"));
        add(
                CardScenarios::providerAway,
                Outline.of(420, "provider-down", "freeze provider-simulator", "provider-limit"));
        add(SpikeScenarios::noisyNeighbour, Outline.of(480, "one storefront beyond its limit"));
        add(
                OutsideFaultScenarios::healthyHour,
                Outline.of(1_200, "none: Prometheus reads the metrics").at(Place.BY_NAME));
        add(
                Scenarios::growth,
                Outline.of(360, "none: messages retained for 75 s").at(Place.LAST));
        add(Scenarios::relayThroughput, Outline.of(120, "none: the relay is measured"));
    }

    private Scenarios() {}

    private static void add(Supplier<Scenario> scenario, Outline outline) {
        ALL.put(scenario.get().name(), () -> scenario.get().outlinedAs(outline));
    }

    /** Makes each scenario anew. */
    static List<Supplier<Scenario>> all() {
        return List.copyOf(ALL.values());
    }

    static Optional<Supplier<Scenario>> find(String name) {
        return Optional.ofNullable(ALL.get(name));
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
                                2,
                                RandomFaultDelay.ofMillis(3_000, 12_000),
                                RandomFaultDelay.ofMillis(200, 4_000))),
                List.of(
                        new FaultHappened("kill -9 of saga-orchestrator", 2),
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        NO_DEAD_LETTERS.make(),
                        NO_DUPLICATE_TRANSITIONS.make(),
                        DEADLINES.make()));
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
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        NO_DEAD_LETTERS.make(),
                        NO_DUPLICATE_TRANSITIONS.make(),
                        DEADLINES.make(),
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
                        CAUGHT_UP.make(),
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        NO_DEAD_LETTERS.make()));
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
                        CAUGHT_UP.make(),
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        NO_DEAD_LETTERS.make(),
                        NO_DUPLICATE_TRANSITIONS.make()));
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
                        OUTBOX.make(),
                        CAUGHT_UP.make(),
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        NO_DEAD_LETTERS.make()));
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
                List.of(poison, CAUGHT_UP.make(), AUDIT.make(), ALL_ENDED.make()));
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
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        NO_DEAD_LETTERS.make(),
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
                List.of(growth, AUDIT.make(), ALL_ENDED.make(), NO_DEAD_LETTERS.make()));
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
                List.of(benchmark, NO_DEAD_LETTERS.make()));
    }
}
