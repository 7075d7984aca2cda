package checkout.lab.scenario;

import static checkout.lab.scenario.fault.Fault.withBackground;
import static checkout.lab.scenario.vocabulary.ExpectationWords.ALL_ENDED;
import static checkout.lab.scenario.vocabulary.ExpectationWords.AUDIT;
import static checkout.lab.scenario.vocabulary.ExpectationWords.CAUGHT_UP;
import static checkout.lab.scenario.vocabulary.ExpectationWords.NO_DEAD_LETTERS;
import static checkout.lab.scenario.vocabulary.ExpectationWords.NO_DUPLICATE_TRANSITIONS;
import static checkout.lab.scenario.vocabulary.ExpectationWords.OUTBOX;
import static checkout.lab.scenario.vocabulary.ExpectationWords.PARTS_KEPT_RUNNING;

import checkout.lab.scenario.catalogue.FrozenInventory;
import checkout.lab.scenario.diagnosis.WhyItWaits;
import checkout.lab.scenario.expectation.FaultHappened;
import checkout.lab.scenario.fault.RandomFaultDelay;
import checkout.lab.scenario.kafka.OutboxMatchesKafka;
import checkout.lab.scenario.kafka.OutboxWriters;
import checkout.lab.scenario.kafka.WrittenOutboxRows;
import checkout.lab.scenario.monitoring.HealthyHour;
import checkout.lab.scenario.outside.BrokerAway;
import checkout.lab.scenario.outside.MissingPrivilege;
import checkout.lab.scenario.outside.OversizedRecords;
import checkout.lab.scenario.outside.SilentDatabase;
import checkout.lab.scenario.outside.StartWithoutKafka;
import checkout.lab.scenario.outside.StrangersLocks;
import java.time.Duration;
import java.util.List;

/** The scenarios in which nothing is killed: silence, another session's lock, large records, a missing privilege, an absent broker, or nothing at all. */
final class OutsideFaultScenarios {

    private OutsideFaultScenarios() {}

    static Scenario silentDatabase() {
        return new Scenario(
                "silent-database",
                "The database server stops answering, its connections open, and goes on later.",
                30,
                Duration.ZERO,
                3,
                new SilentDatabase(RandomFaultDelay.ofMillis(5_000, 25_000), RandomFaultDelay.ofMillis(8_000, 15_000)),
                List.of(
                        FaultHappened.timesPerRound(SilentDatabase.EVENT, 1),
                        PARTS_KEPT_RUNNING.make(),
                        OUTBOX.make(),
                        CAUGHT_UP.make(),
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        NO_DEAD_LETTERS.make(),
                        NO_DUPLICATE_TRANSITIONS.make()));
    }

    static Scenario strangersLocks() {
        StrangersLocks locks = new StrangersLocks();
        return new Scenario(
                "strangers-locks",
                "Somebody else locks one row of stock, then one wallet, for 40 s each.",
                30,
                Duration.ZERO,
                0,
                locks,
                List.of(
                        new FaultHappened(StrangersLocks.EVENT, 2),
                        locks,
                        PARTS_KEPT_RUNNING.make(),
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        NO_DEAD_LETTERS.make()));
    }

    static Scenario largeRecords() {
        OversizedRecords records = new OversizedRecords();
        return new Scenario(
                "large-records",
                "A foreign producer writes a record as large as the broker takes to each topic.",
                30,
                Duration.ZERO,
                0,
                records,
                List.of(
                        new FaultHappened(OversizedRecords.EVENT, 5),
                        records,
                        PARTS_KEPT_RUNNING.make(),
                        CAUGHT_UP.make(),
                        AUDIT.make(),
                        ALL_ENDED.make()));
    }

    static Scenario missingPrivilege() {
        MissingPrivilege privilege = new MissingPrivilege();
        return new Scenario(
                "missing-privilege",
                "A service loses a privilege that every record needs, and gets it back.",
                30,
                Duration.ZERO,
                0,
                privilege,
                List.of(
                        new FaultHappened(MissingPrivilege.EVENT, 1),
                        privilege,
                        PARTS_KEPT_RUNNING.make(),
                        CAUGHT_UP.make(),
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        NO_DEAD_LETTERS.make()));
    }

    static Scenario startWithoutKafka() {
        StartWithoutKafka start = new StartWithoutKafka();
        return new Scenario(
                "start-without-kafka",
                "The applications are restarted while the broker is away, and the broker comes back later.",
                30,
                Duration.ZERO,
                0,
                start,
                List.of(
                        new FaultHappened(StartWithoutKafka.EVENT, 4),
                        start,
                        OUTBOX.make(),
                        CAUGHT_UP.make(),
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        NO_DEAD_LETTERS.make()));
    }

    static Scenario whyItWaits() {
        WhyItWaits causes = new WhyItWaits();
        return new Scenario(
                "why-it-waits",
                "Without a load, a checkout waits for one cause after the other, and an operator asks why.",
                0,
                Duration.ZERO,
                0,
                causes,
                List.of(new FaultHappened(WhyItWaits.EVENT, 7), causes, AUDIT.make()));
    }

    static Scenario brokerAway() {
        BrokerAway away = new BrokerAway(Duration.ofSeconds(90));
        WrittenOutboxRows writtenRows = new WrittenOutboxRows();
        return new Scenario(
                "broker-away",
                "The broker does not answer for 90 s while orders are placed and other rows are written.",
                60,
                Duration.ZERO,
                0,
                withBackground(new OutboxWriters(writtenRows, 6), away),
                List.of(
                        new FaultHappened("SIGSTOP of kafka", 1),
                        away,
                        PARTS_KEPT_RUNNING.make(),
                        new OutboxMatchesKafka(writtenRows, false),
                        CAUGHT_UP.make(),
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        NO_DEAD_LETTERS.make()));
    }

    static Scenario frozenInventory() {
        FrozenInventory inventory = new FrozenInventory(200, Duration.ofSeconds(60));
        return new Scenario(
                "frozen-inventory",
                "inventory-service does not answer for 60 s, its connections open, while 200 a second read the catalogue.",
                5,
                Duration.ZERO,
                0,
                inventory,
                List.of(
                        new FaultHappened(FrozenInventory.EVENT, 1),
                        inventory,
                        PARTS_KEPT_RUNNING.make(),
                        CAUGHT_UP.make(),
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        NO_DEAD_LETTERS.make()));
    }

    static Scenario healthyHour() {
        HealthyHour hour = new HealthyHour();
        return new Scenario(
                "healthy-hour",
                "A load that the stack can carry, for twenty minutes or --seconds: no alert fires, and the dashboard has data.",
                60,
                Duration.ofMinutes(20),
                0,
                hour,
                List.of(hour, AUDIT.make(), ALL_ENDED.make(), NO_DEAD_LETTERS.make()));
    }
}
