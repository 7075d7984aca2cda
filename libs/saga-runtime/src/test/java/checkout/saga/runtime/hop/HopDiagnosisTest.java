package checkout.saga.runtime.hop;

import static checkout.saga.runtime.hop.HopFacts.ANSWER;
import static checkout.saga.runtime.hop.HopFacts.COMMAND;
import static checkout.saga.runtime.hop.HopFacts.COMMITTED;
import static checkout.saga.runtime.hop.HopFacts.INVENTORY_IS_SILENT;
import static checkout.saga.runtime.hop.HopFacts.NOON;
import static checkout.saga.runtime.hop.HopFacts.OLDER;
import static checkout.saga.runtime.hop.HopFacts.RELAY_IS_SILENT;
import static checkout.saga.runtime.hop.HopFacts.SENDER;
import static checkout.saga.runtime.hop.HopFacts.SUBJECT;
import static checkout.saga.runtime.hop.HopFacts.WORKING;
import static checkout.saga.runtime.hop.HopFacts.answered;
import static checkout.saga.runtime.hop.HopFacts.assertStands;
import static checkout.saga.runtime.hop.HopFacts.command;
import static checkout.saga.runtime.hop.HopFacts.diagnosisOf;
import static checkout.saga.runtime.hop.HopFacts.facts;
import static checkout.saga.runtime.hop.HopFacts.kafkaOf;
import static checkout.saga.runtime.hop.HopFacts.notReceived;
import static checkout.saga.runtime.hop.HopFacts.position;
import static checkout.saga.runtime.hop.HopFacts.received;
import static checkout.saga.runtime.hop.HopFacts.relay;
import static checkout.saga.runtime.hop.HopFacts.source;
import static checkout.saga.runtime.hop.HopFacts.told;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.hop.MessageReport.Answer;
import checkout.messaging.hop.MessageReport.DatabaseFacts;
import checkout.messaging.hop.MessageReport.PendingWork;
import checkout.saga.engine.state.StepStatus;
import checkout.saga.runtime.hop.Hop.Place;
import checkout.saga.runtime.hop.Hop.Status;
import checkout.saga.runtime.timeline.SentCommand.ReceivedReply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Red here: the sentence that an operator is told at night names another owner than the facts do for a message that arrived. */
class HopDiagnosisTest {
    @Test
    void aLockedRowHoldsItUp() {
        var deferred =
                new DatabaseFacts("inventory", true, NOON, "stock TEA-001", List.of(), null, null, List.of(), null);
        assertStands(
                diagnosisOf(WORKING, received(deferred)),
                Place.COMMAND_ANSWERED,
                Status.WAITING,
                "inventory-service",
                SUBJECT
                        + " was received by inventory-service and waits since 2026-11-21T12:00:00Z for a row that another transaction has locked (stock TEA-001).");
    }

    @Test
    void aCallToSomebodyElseIsOwed() {
        var work = new PendingWork("card provider", "its payment is REQUESTED after 4 calls");
        assertStands(
                diagnosisOf(WORKING, received(facts(null, null, work))),
                Place.COMMAND_ANSWERED,
                Status.WAITING,
                "card provider",
                SUBJECT + " was received by inventory-service: its payment is REQUESTED after 4 calls.");
    }

    @Test
    void itIsReceivedAndNotAnswered() {
        assertStands(
                diagnosisOf(WORKING, received(facts(null, null))),
                Place.COMMAND_ANSWERED,
                Status.WAITING,
                "inventory-service",
                SUBJECT + " was received by inventory-service, and no answer is in its outbox.");
        assertStands(
                diagnosisOf(WORKING, received(facts(null, "its outbox could not be searched in 400 ms"))),
                Place.COMMAND_ANSWERED,
                Status.UNKNOWN,
                "inventory-service",
                SUBJECT
                        + " was received by inventory-service; whether it has answered is unknown: its outbox could not be searched in 400 ms.");
    }

    @Test
    void itIsOnItsWayToTheDeadLetters() {
        var letter = new Answer(ANSWER, "inventory.ReserveStock.v1", "inventory.commands.dlt");
        assertStands(
                diagnosisOf(WORKING, received(facts(letter, null))),
                Place.COMMAND_ANSWERED,
                Status.FAILED,
                "inventory-service",
                SUBJECT
                        + " was received by inventory-service, which could not handle it: it is on its way to the dead letters as %s."
                                .formatted(ANSWER));
    }

    @Test
    void theAnswerIsNotPublished() {
        assertStands(
                answered(RELAY_IS_SILENT, told(notReceived(), kafkaOf("checkout.replies", null, true), List.of())),
                Place.ANSWER_PUBLISHED,
                Status.WAITING,
                "outbox-relay",
                "The answer StockReserved of inventory-service to ReserveStock, attempt 3, is committed in the outbox of inventory-service since 2026-11-21T12:00:01Z and not in checkout.replies-2; outbox-relay does not answer at http://r: the connection is refused.");
    }

    @Test
    void theAnswerIsNotRead() {
        assertStands(
                answered(
                        WORKING,
                        told(notReceived(position(60L, 8)), kafkaOf("checkout.replies", 77L, true), List.of())),
                Place.ANSWER_RECEIVED,
                Status.WAITING,
                "saga-orchestrator",
                "The answer StockReserved of inventory-service to ReserveStock, attempt 3, is in checkout.replies-2 at 77; saga-orchestrator stands at 60 and has not moved for 8 s: no consumer is assigned.");
    }

    @Test
    void theAnswerHasJustArrived() {
        CommandDiagnosis diagnosis = answered(WORKING, received(facts(null, null)));
        assertThat(diagnosis.hops()).extracting(Hop::status).containsOnly(Status.PASSED);
        assertThat(diagnosis.sentence()).endsWith("has just been received by saga-orchestrator.");
    }

    @Test
    void aCommandIsADeadLetter() {
        var letter = new OpenLetter(ANSWER, "inventory.commands", "t", "it is no JSON", "reserve stock", "DO", 3);
        assertStands(
                HopDiagnosis.of(new CommandFacts(
                        command(StepStatus.SENT, null),
                        SENDER,
                        List.of(letter),
                        RELAY_IS_SILENT,
                        INVENTORY_IS_SILENT,
                        null)),
                Place.COMMAND_ANSWERED,
                Status.FAILED,
                "inventory-service",
                SUBJECT
                        + " could not be handled by inventory-service: dead letter %s, because it is no JSON; redrive it once the cause is fixed, or discard it."
                                .formatted(ANSWER));
    }

    /** The present attempt decides; what became of an earlier one is told besides. */
    @Test
    void aDeadLetterOfAnEarlierAttemptDoesNotHideThePresentOne() {
        var letter = new OpenLetter(ANSWER, "inventory.commands", "t", "it is no JSON", "reserve stock", "DO", 1);
        var older = new OpenLetter(COMMAND, "inventory.commands", "t", "it is no JSON", "reserve stock", "DO", null);
        CommandFacts facts = new CommandFacts(
                command(StepStatus.SENT, null),
                SENDER,
                List.of(letter, older),
                relay(null, false, source("slot outbox_checkout does not exist", "replay", OLDER)),
                INVENTORY_IS_SILENT,
                null);
        assertStands(
                HopDiagnosis.of(facts),
                Place.COMMAND_PUBLISHED,
                Status.FAILED,
                "outbox-relay",
                COMMITTED
                        + "; inventory-service does not answer at http://i: the connection is refused: outbox-relay does not publish source checkout: slot outbox_checkout does not exist; replay. Dead letter %s of attempt 1 is open too, because it is no JSON; 1 more dead letter of this step is open."
                                .formatted(ANSWER));
    }

    @Test
    void anAnswerIsADeadLetter() {
        var letter = new OpenLetter(
                ANSWER, "checkout.replies", "inventory.StockReserved.v1", "it is no JSON", "reserve stock", "DO", 3);
        assertStands(
                HopDiagnosis.of(new CommandFacts(
                        command(StepStatus.SENT, null),
                        SENDER,
                        List.of(letter),
                        RELAY_IS_SILENT,
                        INVENTORY_IS_SILENT,
                        null)),
                Place.ANSWER_RECEIVED,
                Status.FAILED,
                "saga-orchestrator",
                SUBJECT
                        + " was answered by inventory-service, but saga-orchestrator could not handle the answer StockReserved: dead letter %s, because it is no JSON; redrive it once the cause is fixed, or discard it."
                                .formatted(ANSWER));
    }

    @ParameterizedTest
    @EnumSource(
            value = StepStatus.class,
            names = {"STUCK", "UNDO_STUCK"})
    void aRefusalThatOnlyAnOperatorCanDecide(StepStatus status) {
        var reply = new ReceivedReply("inventory.NotReleased.v1", NOON);
        assertStands(
                HopDiagnosis.of(new CommandFacts(
                        command(status, reply), SENDER, List.of(), RELAY_IS_SILENT, INVENTORY_IS_SILENT, null)),
                Place.ANSWER_RECEIVED,
                Status.FAILED,
                "inventory-service",
                SUBJECT
                        + " was answered by inventory-service with NotReleased at 2026-11-21T12:00:00Z: it is committed.");
    }

    /** What holds a command up does not depend on how often it was sent, nor on whether it is an undo. */
    @ParameterizedTest
    @EnumSource(
            value = StepStatus.class,
            names = {"SENT", "BACKING_OFF", "STUCK", "UNDO_SENT", "UNDO_BACKING_OFF", "UNDO_STUCK"})
    void everyStateThatWaitsHasTheSameSentence(StepStatus status) {
        CommandDiagnosis diagnosis = HopDiagnosis.of(
                new CommandFacts(command(status, null), SENDER, List.of(), RELAY_IS_SILENT, INVENTORY_IS_SILENT, null));
        assertThat(diagnosis.owner()).isEqualTo("outbox-relay");
        assertThat(diagnosis.sentence()).startsWith(COMMITTED);
        assertThat(diagnosis.hops())
                .extracting(Hop::action)
                .containsOnly(status.action().name());
    }
}
