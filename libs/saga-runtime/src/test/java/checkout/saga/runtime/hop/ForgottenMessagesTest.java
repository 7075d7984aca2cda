package checkout.saga.runtime.hop;

import static checkout.saga.runtime.hop.HopFacts.ANSWER;
import static checkout.saga.runtime.hop.HopFacts.INVENTORY_IS_SILENT;
import static checkout.saga.runtime.hop.HopFacts.NEWER;
import static checkout.saga.runtime.hop.HopFacts.NOON;
import static checkout.saga.runtime.hop.HopFacts.OLDER;
import static checkout.saga.runtime.hop.HopFacts.RELAY_IS_SILENT;
import static checkout.saga.runtime.hop.HopFacts.SUBJECT;
import static checkout.saga.runtime.hop.HopFacts.WORKING;
import static checkout.saga.runtime.hop.HopFacts.assertStands;
import static checkout.saga.runtime.hop.HopFacts.diagnosisOf;
import static checkout.saga.runtime.hop.HopFacts.diagnosisOfDropped;
import static checkout.saga.runtime.hop.HopFacts.kafka;
import static checkout.saga.runtime.hop.HopFacts.kafkaUnknown;
import static checkout.saga.runtime.hop.HopFacts.notReceived;
import static checkout.saga.runtime.hop.HopFacts.relay;
import static checkout.saga.runtime.hop.HopFacts.remembersSince;
import static checkout.saga.runtime.hop.HopFacts.source;
import static checkout.saga.runtime.hop.HopFacts.told;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.hop.MessageReport;
import checkout.messaging.hop.MessageReport.Answer;
import checkout.messaging.hop.MessageReport.ConsumerFacts;
import checkout.messaging.hop.MessageReport.DatabaseFacts;
import checkout.messaging.hop.MessageReport.PendingWork;
import checkout.saga.runtime.hop.Hop.Place;
import checkout.saga.runtime.hop.Hop.Status;
import checkout.saga.runtime.hop.RowReport.PublishedTo;
import checkout.saga.runtime.peer.LookupResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Red here: a saga that has waited for days is blamed on somebody because the messages of that time are not kept any more. */
class ForgottenMessagesTest {
    private static final Instant LATER = NOON.plus(Duration.ofDays(1));
    private static final LookupResult<RowReport> PAST = relay(null, false, source(null, null, NEWER));
    private static final String UNKNOWN =
            SUBJECT + " was published after 2026-11-21T12:00:00Z; what inventory-service did with it is unknown: ";
    private static final String FORGOTTEN =
            UNKNOWN + "its messages before 2026-11-22T12:00:00Z are not kept any more, and no answer is in its outbox.";

    @Test
    void nobodyIsBlamedIfTheInboxDoesNotGoBackFarEnough() {
        LookupResult<MessageReport> report = asked(remembersSince(LATER, null));
        assertStands(diagnosisOf(PAST, report), Place.COMMAND_RECEIVED, Status.UNKNOWN, "inventory-service", FORGOTTEN);
        assertThat(diagnosisOf(relay(new PublishedTo("inventory.commands", 2, 7, NOON), false), report)
                        .sentence())
                .isEqualTo(FORGOTTEN);
    }

    @Test
    void whatTheOutboxHasNoMoreWasPublishedWhateverTheRelaySays() {
        LookupResult<MessageReport> report = asked(remembersSince(LATER, null));
        for (LookupResult<RowReport> relay :
                List.of(RELAY_IS_SILENT, WORKING, PAST, relay(null, false, source("no slot", "replay", OLDER)))) {
            CommandDiagnosis diagnosis = diagnosisOfDropped(relay, report);
            assertStands(diagnosis, Place.COMMAND_RECEIVED, Status.UNKNOWN, "inventory-service", FORGOTTEN);
            assertThat(diagnosis.hops().get(1).evidence()).isEqualTo("It was published.");
        }
        assertThat(diagnosisOfDropped(RELAY_IS_SILENT, INVENTORY_IS_SILENT).sentence())
                .isEqualTo(SUBJECT
                        + " was published; inventory-service does not answer at http://i: the connection is refused.");
    }

    @Test
    void anInboxThatGoesBackFarEnoughIsBelieved() {
        assertStands(
                diagnosisOfDropped(PAST, asked(remembersSince(NOON, null))),
                Place.COMMAND_RECEIVED,
                Status.FAILED,
                "inventory-service",
                SUBJECT
                        + " was published, and inventory-service has not received it; the records of inventory.commands-2 from that time are gone.");
        assertThat(diagnosisOfDropped(PAST, kafkaUnknown(remembersSince(NOON, null)))
                        .sentence())
                .isEqualTo(
                        SUBJECT
                                + " was published, and inventory-service has not received it; whether it is in Kafka is unknown: Kafka did not answer in 1200 ms.");
        assertThat(diagnosisOf(PAST, asked(remembersSince(NOON, null))).owner()).isEqualTo("outbox-relay");
    }

    @Test
    void theRelayIsBlamedForWhatItHasNotPublished() {
        LookupResult<MessageReport> report = asked(remembersSince(LATER, null));
        assertThat(diagnosisOf(WORKING, report).owner()).isEqualTo("outbox-relay");
        assertThat(diagnosisOfDropped(relay(null, true, source(null, null, NEWER)), report)
                        .sentence())
                .contains("Kafka has refused it, and it is in the quarantine");
        assertThat(diagnosisOf(relay(null, true, source(null, null, NEWER)), INVENTORY_IS_SILENT)
                        .sentence())
                .contains("Kafka has refused it, and it is in the quarantine");
    }

    @Test
    void whatIsLeftOfItSaysThatItWasReceived() {
        var work = new PendingWork("card provider", "its payment is REQUESTED after 4 calls");
        assertStands(
                diagnosisOfDropped(PAST, asked(remembersSince(LATER, null, work))),
                Place.COMMAND_ANSWERED,
                Status.WAITING,
                "card provider",
                SUBJECT + " was received by inventory-service: its payment is REQUESTED after 4 calls.");
        var answer = new Answer(ANSWER, "inventory.StockReserved.v1", "checkout.replies");
        assertThat(diagnosisOfDropped(PAST, asked(remembersSince(LATER, answer)))
                        .sentence())
                .contains("StockReserved of inventory-service");
    }

    @Test
    void aRecordThatIsStillInKafkaIsNotSaidToBeSkipped() {
        assertThat(diagnosisOf(PAST, told(remembersSince(LATER, null), kafka(7L, true, null), List.of()))
                        .sentence())
                .isEqualTo(FORGOTTEN);
        assertThat(diagnosisOf(PAST, told(remembersSince(LATER, null), kafka(1042L, true, null), List.of()))
                        .sentence())
                .contains("stands at 990");
    }

    @Test
    void aParticipantThatDoesNotSayWhatItRemembersIsNotBlamedEither() {
        assertThat(diagnosisOfDropped(PAST, asked(notReceived())).sentence())
                .isEqualTo(UNKNOWN + "messages that old may not be kept any more.");
        assertThat(diagnosisOfDropped(PAST, asked(null)).sentence())
                .isEqualTo(UNKNOWN + "the database did not answer in 500 ms.");
    }

    private static LookupResult<MessageReport> asked(@Nullable DatabaseFacts database) {
        return new LookupResult.Fact<>(new MessageReport(
                "inventory-service",
                database,
                database == null ? "the database did not answer in 500 ms" : null,
                kafka(null, true, null),
                null,
                new ConsumerFacts(List.of(), List.of())));
    }
}
