package checkout.saga.runtime.hop;

import static checkout.saga.runtime.hop.HopFacts.COMMITTED;
import static checkout.saga.runtime.hop.HopFacts.INVENTORY_IS_SILENT;
import static checkout.saga.runtime.hop.HopFacts.NEWER;
import static checkout.saga.runtime.hop.HopFacts.NOON;
import static checkout.saga.runtime.hop.HopFacts.OLDER;
import static checkout.saga.runtime.hop.HopFacts.RELAY_IS_SILENT;
import static checkout.saga.runtime.hop.HopFacts.SUBJECT;
import static checkout.saga.runtime.hop.HopFacts.WORKING;
import static checkout.saga.runtime.hop.HopFacts.assertStands;
import static checkout.saga.runtime.hop.HopFacts.at;
import static checkout.saga.runtime.hop.HopFacts.diagnosisOf;
import static checkout.saga.runtime.hop.HopFacts.discarded;
import static checkout.saga.runtime.hop.HopFacts.kafka;
import static checkout.saga.runtime.hop.HopFacts.kafkaUnknown;
import static checkout.saga.runtime.hop.HopFacts.notInKafka;
import static checkout.saga.runtime.hop.HopFacts.notReceived;
import static checkout.saga.runtime.hop.HopFacts.position;
import static checkout.saga.runtime.hop.HopFacts.relay;
import static checkout.saga.runtime.hop.HopFacts.sentence;
import static checkout.saga.runtime.hop.HopFacts.source;
import static checkout.saga.runtime.hop.HopFacts.told;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.hop.MessageReport;
import checkout.messaging.hop.MessageReport.ConsumerFacts;
import checkout.saga.runtime.hop.Hop.Place;
import checkout.saga.runtime.hop.Hop.Status;
import checkout.saga.runtime.hop.RowReport.PublishedTo;
import checkout.saga.runtime.peer.LookupResult;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: the sentence that an operator is told at night names another owner than the facts do for a message that does not arrive. */
class RouteDiagnosisTest {
    @Test
    void nobodyReadsThePartition() {
        LookupResult<MessageReport> report = told(notReceived(position(990L, 41)), kafka(1042L, true, null), List.of());
        assertStands(
                diagnosisOf(WORKING, report),
                Place.COMMAND_RECEIVED,
                Status.WAITING,
                "inventory-service",
                SUBJECT
                        + " is in inventory.commands-2 at 1042; inventory-service stands at 990 and has not moved for 41 s: no consumer is assigned.");
    }

    @Test
    void theConsumerSaysWhyItDoesNotRead() {
        List<String> problems = List.of("It has not polled for 40 s: it waits for the database, or for a handler.");
        assertThat(sentence(
                        WORKING, told(notReceived(position(990L, 41)), kafka(1042L, true, "i-1/10.0.0.1"), problems)))
                .endsWith(
                        "has not moved for 41 s: it has not polled for 40 s: it waits for the database, or for a handler.");
        assertThat(sentence(WORKING, told(notReceived(position(990L, 41)), kafka(1042L, true, null), problems)))
                .endsWith(
                        "no consumer is assigned; it has not polled for 40 s: it waits for the database, or for a handler.");
    }

    @Test
    void theConsumerWorksThroughWhatIsBeforeIt() {
        assertThat(sentence(
                        WORKING, told(notReceived(position(990L, 1)), kafka(1042L, true, "i-1/10.0.0.1"), List.of())))
                .endsWith(
                        "inventory-service stands at 990 and is moving: 52 records are before it, which i-1/10.0.0.1 reads.");
        assertThat(sentence(
                        WORKING, told(notReceived(position(null, 9)), kafka(1042L, true, "i-1/10.0.0.1"), List.of())))
                .contains("stands at the oldest record and has not moved for 9 s: records are before it");
        assertThat(sentence(WORKING, told(notReceived(), kafka(1042L, true, null), List.of())))
                .contains("inventory-service has not begun to read that partition: no consumer is assigned.");
    }

    @Test
    void theConsumerIsPastIt() {
        assertStands(
                diagnosisOf(WORKING, told(notReceived(position(1043L, 1)), kafka(1042L, true, null), List.of())),
                Place.COMMAND_RECEIVED,
                Status.FAILED,
                "inventory-service",
                SUBJECT
                        + " is in inventory.commands-2 at 1042; inventory-service is past it, at 1043, and does not have it in its inbox: somebody has moved the position, or the inbox has forgotten it (checkout.retention.keep).");
    }

    @Test
    void theDatabaseOfTheConsumerIsSilent() {
        var report = new MessageReport(
                "inventory-service",
                null,
                "the database did not answer in 500 ms",
                kafka(1042L, true, null),
                null,
                new ConsumerFacts(List.of(), List.of("It waits.")));
        assertStands(
                diagnosisOf(WORKING, new LookupResult.Fact<>(report)),
                Place.COMMAND_RECEIVED,
                Status.UNKNOWN,
                "inventory-service",
                SUBJECT
                        + " is in inventory.commands-2 at 1042; what inventory-service did with it is unknown: the database did not answer in 500 ms; it waits.");
    }

    @Test
    void kafkaIsSilent() {
        LookupResult<MessageReport> report = kafkaUnknown(notReceived(position(990L, 41)));
        assertStands(
                diagnosisOf(RELAY_IS_SILENT, report),
                Place.COMMAND_PUBLISHED,
                Status.UNKNOWN,
                "Kafka",
                COMMITTED + "; whether it is in Kafka is unknown: Kafka did not answer in 1200 ms.");
        assertThat(sentence(relay(new PublishedTo("inventory.commands", 2, 1042, NOON), false), report))
                .isEqualTo(
                        SUBJECT
                                + " is in inventory.commands-2 at 1042; inventory-service stands at 990 and has not moved for 41 s: 52 records are before it; who reads them is unknown: Kafka did not answer in 1200 ms.");
        assertStands(
                diagnosisOf(
                        relay(null, false, source("Kafka has not acknowledged anything for 12 s", null, OLDER)),
                        report),
                Place.COMMAND_PUBLISHED,
                Status.WAITING,
                "outbox-relay",
                COMMITTED
                        + "; whether it is in Kafka is unknown, because Kafka did not answer in 1200 ms: outbox-relay does not publish source checkout: Kafka has not acknowledged anything for 12 s.");
        assertThat(sentence(RELAY_IS_SILENT, told(notReceived(), kafka(null, false, null), List.of())))
                .endsWith("is unknown: inventory.commands-2 has too many records since then to search.");
    }

    @Test
    void theRelayIsGone() {
        assertStands(
                diagnosisOf(RELAY_IS_SILENT, notInKafka()),
                Place.COMMAND_PUBLISHED,
                Status.WAITING,
                "outbox-relay",
                COMMITTED
                        + " and not in inventory.commands-2; outbox-relay does not answer at http://r: the connection is refused; nobody reads slot outbox_checkout.");
    }

    @Test
    void theRelayMayNotReadItsSlot() {
        assertStands(
                diagnosisOf(
                        relay(null, false, source("slot outbox_checkout does not exist", "replay", OLDER)),
                        notInKafka()),
                Place.COMMAND_PUBLISHED,
                Status.FAILED,
                "outbox-relay",
                COMMITTED
                        + " and not in inventory.commands-2: outbox-relay does not publish source checkout: slot outbox_checkout does not exist; replay.");
    }

    @Test
    void theRelayWorksOnWhatIsBeforeIt() {
        assertStands(
                diagnosisOf(WORKING, notInKafka()),
                Place.COMMAND_PUBLISHED,
                Status.WAITING,
                "outbox-relay",
                COMMITTED
                        + " and not in inventory.commands-2: outbox-relay works and has published what was created up to 2026-11-21T11:59:51Z; 7 bytes of log are not confirmed.");
    }

    @Test
    void theRelayHasMissedIt() {
        assertThat(diagnosisOf(relay(null, false, source(null, null, NEWER)), notInKafka())
                        .sentence())
                .endsWith("publish the rows since then again with POST /v1/relay/replay.");
        assertThat(diagnosisOf(relay(null, true, source(null, null, NEWER)), notInKafka())
                        .sentence())
                .contains("Kafka has refused it, and it is in the quarantine of outbox-relay");
        assertThat(diagnosisOf(discarded(source(null, null, NEWER)), notInKafka())
                        .sentence())
                .contains("an operator has discarded it from the quarantine of outbox-relay; a retry of the step sends")
                .doesNotContain("replay");
        assertThat(diagnosisOf(relay(new PublishedTo("inventory.commands", 2, 7, NOON), false), notInKafka())
                        .sentence())
                .contains(
                        "although outbox-relay has published it at 2026-11-21T12:00:00Z: the records of the topic are gone");
        assertThat(diagnosisOf(relay(null, false), notInKafka()).sentence())
                .contains("no source of outbox-relay is known to publish schema sagas");
    }

    /** The clocks of two instances differ, or a transaction took long: rows are published in the order of their commits. */
    @Test
    void aNewerRowWasPublishedWhileItWaitsForItsTurn() {
        assertStands(
                diagnosisOf(relay(null, false, source(null, null, NEWER, 4096)), notInKafka()),
                Place.COMMAND_PUBLISHED,
                Status.WAITING,
                "outbox-relay",
                COMMITTED
                        + " and not in inventory.commands-2: outbox-relay works and has published what was created up to 2026-11-21T12:00:09Z; 4096 bytes of log are not confirmed, and it may be in them, because rows are published in the order of their commits.");
        assertStands(
                diagnosisOf(relay(null, false, source(null, null, NEWER, 4096)), INVENTORY_IS_SILENT),
                Place.COMMAND_RECEIVED,
                Status.UNKNOWN,
                "inventory-service",
                COMMITTED + "; inventory-service does not answer at http://i: the connection is refused.");
    }

    @Test
    void aRowMuchNewerThanClocksDifferWasPublished() {
        UUID muchNewer = at(NOON.plusSeconds(61), 4);
        assertThat(diagnosisOf(relay(null, false, source(null, null, muchNewer, 4096)), notInKafka())
                        .sentence())
                .endsWith("publish the rows since then again with POST /v1/relay/replay.");
        UUID asClocksDiffer = at(NOON.plusSeconds(60), 4);
        assertThat(diagnosisOf(relay(null, false, source(null, null, asClocksDiffer, 4096)), notInKafka())
                        .sentence())
                .doesNotContain("replay");
    }

    @Test
    void theParticipantIsGone() {
        assertStands(
                diagnosisOf(relay(new PublishedTo("inventory.commands", 2, 1042, NOON), false), INVENTORY_IS_SILENT),
                Place.COMMAND_RECEIVED,
                Status.UNKNOWN,
                "inventory-service",
                SUBJECT
                        + " was published to inventory.commands-2 at 1042; inventory-service does not answer at http://i: the connection is refused.");
        assertStands(
                diagnosisOf(relay(null, false, source(null, null, NEWER)), INVENTORY_IS_SILENT),
                Place.COMMAND_RECEIVED,
                Status.UNKNOWN,
                "inventory-service",
                SUBJECT
                        + " was published, as newer rows were; inventory-service does not answer at http://i: the connection is refused.");
        assertStands(
                diagnosisOf(WORKING, INVENTORY_IS_SILENT),
                Place.COMMAND_RECEIVED,
                Status.UNKNOWN,
                "inventory-service",
                COMMITTED + "; inventory-service does not answer at http://i: the connection is refused.");
    }

    @Test
    void bothAreGone() {
        assertStands(
                diagnosisOf(RELAY_IS_SILENT, INVENTORY_IS_SILENT),
                Place.COMMAND_PUBLISHED,
                Status.WAITING,
                "outbox-relay",
                COMMITTED
                        + "; inventory-service does not answer at http://i: the connection is refused; outbox-relay does not answer at http://r: the connection is refused; nobody reads slot outbox_checkout.");
        assertThat(diagnosisOf(relay(null, false, source("stopped", null, OLDER)), INVENTORY_IS_SILENT)
                        .owner())
                .isEqualTo("outbox-relay");
    }
}
