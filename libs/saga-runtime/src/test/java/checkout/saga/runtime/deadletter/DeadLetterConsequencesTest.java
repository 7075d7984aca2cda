package checkout.saga.runtime.deadletter;

import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.undo;
import static checkout.saga.runtime.audit.OperatorAction.Action.DISCARD;
import static checkout.saga.runtime.audit.OperatorAction.Action.REDRIVE;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.Correlation;
import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.MessageTypeRegistry.Entry;
import checkout.saga.engine.Timers;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.SagaState.Resolution;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import checkout.saga.runtime.SagaChannels;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.audit.OperatorAction.Action;
import checkout.saga.runtime.deadletter.DeadLetterConsequences.Consequence;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.UnreadableSaga;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Red here: an operator is not warned of a redrive or a discard that does harm, or must force one that does none. */
class DeadLetterConsequencesTest {
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");

    private record Placed(UUID id) {}

    private record Cancel(UUID id) {}

    private record Pay(UUID id) {}

    private static final SagaType<Placed> ORDERS = SagaType.of(
                    Placed.class,
                    SagaVersions.of(Saga.named("order")
                            .startedBy(Placed.class, placed -> placed, undo((Placed placed) -> "reject"))
                            .step("pay", placed -> new Pay(placed.id()), undo((Placed placed) -> "refund"))
                            .step("ship", placed -> "ship", mustSucceed())
                            .build()))
            .startedBy(Placed.class, Placed::id)
            .cancelledBy(Cancel.class, Cancel::id, id -> "not cancelled")
            .onResolved("CONFIRMED", "REJECTED", (id, key, outcome) -> outcome);

    private static final DeadLetterConsequences CONSEQUENCES = new DeadLetterConsequences(
            new SagaTypes(List.of(ORDERS)),
            new MessageTypeRegistry(List.of(
                    new Entry("orders.Placed.v1", "orders.events", Placed.class),
                    new Entry("orders.Cancel.v1", "orders.events", Cancel.class),
                    new Entry("payments.Pay.v1", "payments.commands", Pay.class))),
            new SagaChannels("sagas", List.of("orders.events", "replies"), Map.of("payments.commands", "payments")));

    private static final DeadLetter START = letter("orders.Placed.v1", "orders.events", Correlation.ofSaga(ID));
    private static final DeadLetter CANCEL = letter("orders.Cancel.v1", "orders.events", Correlation.ofSaga(ID));
    private static final DeadLetter REPLY = letter("payments.Paid.v1", "replies", step("pay", "DO"));
    private static final DeadLetter COMMAND = letter("payments.Pay.v1", "payments.commands", step("pay", "DO"));
    private static final DeadLetter UNDO = letter("payments.Refund.v1", "payments.commands", step("pay", "UNDO"));

    @Test
    void withoutTheStartThereIsNoSaga() {
        assertThat(of(START, REDRIVE, null)).isEqualTo(Consequence.of("It starts the saga."));
        harmful(of(START, DISCARD, null), "a saga that does not exist; without it, %s has no saga".formatted(ID));
        harmful(
                of(letter("orders.Placed.v1", "orders.events", null), DISCARD, null),
                "without it, what it is about has no saga");
    }

    @Test
    void aSecondStartChangesNothing() {
        harmless(of(START, REDRIVE, open()), "exists already, so nothing changes");
        harmless(of(START, DISCARD, open()), "Nothing is lost");
    }

    @ParameterizedTest
    @CsvSource({"orders.Placed.v2, REDRIVE, receive it again", "payments.Pay.v1, DISCARD, Nobody receives it"})
    void ofAMessageThatConcernsNoSagaOnlyItsConsumersAreKnown(String type, Action action, String follows) {
        harmless(of(letter(type, "elsewhere", null), action, null), follows);
        harmless(of(letter(type, "elsewhere", Correlation.ofSaga(ID)), action, open()), follows);
    }

    @Test
    void aCancellationDependsOnHowFarTheSagaHasCome() {
        harmless(of(CANCEL, REDRIVE, null), "There is no such saga, so the cancellation is refused");
        harmless(of(CANCEL, REDRIVE, open()), "is cancelled, unless it is past its pivot");
        harmless(of(CANCEL, REDRIVE, ended(SagaPhase.COMPLETED)), "ended CONFIRMED, so the cancellation is refused");
        harmless(of(CANCEL, DISCARD, open()), "is not cancelled");
    }

    @Test
    void aReplyIsTakenByASagaThatHasNotEnded() {
        harmless(of(REPLY, REDRIVE, open()), "The saga takes the answer");
        harmless(of(REPLY, DISCARD, open()), "sends its command again");
    }

    @Test
    void aReplyToASagaThatDoesNotExistIsAnAnomaly() {
        harmless(of(REPLY, REDRIVE, null), "an anomaly is recorded");
        harmless(of(REPLY, DISCARD, null), "Nobody waits for it");
    }

    @Test
    void aReplyToASagaThatHasEndedChangesNothing() {
        for (Action action : List.of(REDRIVE, DISCARD)) {
            harmless(of(REPLY, action, ended(SagaPhase.COMPLETED)), "ended CONFIRMED, so nothing changes");
            harmless(of(REPLY, action, ended(SagaPhase.COMPENSATED)), "ended REJECTED, so nothing changes");
        }
    }

    @Test
    void aReplyToASagaThatAnOperatorHasEndedIsAnAnomalyUnlessItIsTheConsent() {
        StoredSaga resolved = resolved(SagaOutcome.COMPENSATED);
        harmless(of(REPLY, REDRIVE, resolved), "resolved the saga as REJECTED; an anomaly is recorded");
        harmless(of(REPLY, DISCARD, resolved), "stays as an operator has resolved it");
        DeadLetter consent = letter("orders.Agreed.v1", "replies", step(Saga.RESOLUTION, "DO"));
        harmless(of(consent, REDRIVE, resolved), "stays as an operator has resolved it");
    }

    @Test
    void aSagaWhoseOutcomeWasNotStatedEndedByHand() {
        for (StoredSaga saga : List.of(resolved(null), ended(SagaPhase.RESOLVED), unreadable(SagaPhase.RESOLVED))) {
            harmless(of(REPLY, REDRIVE, saga), "An operator resolved the saga; an anomaly is recorded.");
            harmless(of(CANCEL, REDRIVE, saga), "The saga ended by hand, so the cancellation is refused.");
        }
    }

    @Test
    void aTypeWithoutWordsEndsInThoseOfTheEngine() {
        StoredSaga other = new UnreadableSaga(ID, "letter", 1, SagaPhase.COMPENSATED, null, "no JSON");
        harmless(of(REPLY, REDRIVE, other), "ended COMPENSATED, so");
    }

    @Test
    void aDiscardedCommandIsSentAgainAsLongAsTheSagaNeedsIt() {
        harmless(of(COMMAND, DISCARD, open()), "sends the command again");
        harmless(of(COMMAND, DISCARD, null), "Nobody waits for the command");
        harmless(of(COMMAND, DISCARD, ended(SagaPhase.COMPLETED)), "Nobody waits for the command");
    }

    @Test
    void aCommandThatNoSagaKnowsWouldNeverBeUndone() {
        harmful(of(COMMAND, REDRIVE, null), "nothing would undo it");
    }

    @Test
    void theOutcomeThatAnOperatorStatedMayBeStatedAgain() {
        DeadLetter stated = letter("payments.Resolve.v1", "payments.commands", step(Saga.RESOLUTION, "DO"));
        harmless(of(stated, REDRIVE, resolved(SagaOutcome.COMPLETED)), "stated again");
        harmful(of(stated, REDRIVE, null), "nothing would undo it");
    }

    @Test
    void ofASagaThatCannotBeReadNobodyKnowsWhatItNeeds() {
        harmless(of(COMMAND, REDRIVE, unreadable(SagaPhase.STUCK)), "unless it was undone; the answer is kept");
        harmful(of(COMMAND, REDRIVE, unreadable(SagaPhase.COMPLETED)), "ended CONFIRMED, and whether");
    }

    @Test
    void aCommandOfAnOpenSagaIsCarriedOutUnlessItIsBeingUndone() {
        harmless(of(COMMAND, REDRIVE, open(StepStatus.SENT)), "carries the command out, or answers again");
        harmless(of(COMMAND, REDRIVE, open()), "carries the command out, or answers again");
        harmless(of(COMMAND, REDRIVE, open(StepStatus.UNDO_SENT)), "meets the undo at its participant and is refused");
        harmless(of(UNDO, REDRIVE, open(StepStatus.UNDO_SENT)), "carries the command out, or answers again");
    }

    @Test
    void aCommandOfAnEndedSagaThatItsParticipantHasAnsweredDoesNoHarm() {
        harmless(
                of(COMMAND, REDRIVE, ended(SagaPhase.COMPLETED, StepStatus.DONE)),
                "ended CONFIRMED: the participant has done it and only answers again");
        harmless(of(COMMAND, REDRIVE, ended(SagaPhase.COMPENSATED, StepStatus.REFUSED)), "refuses the command again");
        harmless(of(COMMAND, REDRIVE, ended(SagaPhase.COMPENSATED, StepStatus.UNDONE)), "meets its tombstone");
        harmless(of(UNDO, REDRIVE, ended(SagaPhase.COMPENSATED, StepStatus.UNDONE)), "answers again that it is undone");
    }

    @Test
    void anUndoWouldTakeBackWhatStands() {
        harmful(of(UNDO, REDRIVE, ended(SagaPhase.COMPLETED, StepStatus.DONE)), "would undo what stands");
    }

    @Test
    void aCommandThatAnEndedSagaNeverSentMustNotBeCarriedOut() {
        harmful(of(COMMAND, REDRIVE, ended(SagaPhase.COMPLETED)), "ended CONFIRMED: the participant would carry out");
    }

    @ParameterizedTest
    @EnumSource(
            value = StepStatus.class,
            names = {"SENT", "BACKING_OFF", "STUCK", "UNDO_SENT", "UNDO_BACKING_OFF", "UNDO_STUCK"})
    void whatWasInFlightWhenAnOperatorEndedTheSagaMayStillHappen(StepStatus status) {
        harmful(of(COMMAND, REDRIVE, ended(SagaPhase.RESOLVED, status)), "ended by hand: the participant may carry");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, false", "false, false", "true, true"})
    void harmIsDoneOnlyOnRequest(@Nullable Boolean force, boolean forced) {
        assertThat(new SettleBody(" the cause is fixed ", force, null).forced()).isEqualTo(forced);
        assertThat(new SettleBody(" the cause is fixed ", force, null).given()).isEqualTo("the cause is fixed");
    }

    private static Consequence of(DeadLetter letter, Action action, @Nullable StoredSaga saga) {
        return CONSEQUENCES.of(letter, action, saga);
    }

    private static void harmless(Consequence consequence, String follows) {
        assertThat(consequence.follows()).contains(follows);
        assertThat(consequence.onlyWithForce()).isFalse();
    }

    private static void harmful(Consequence consequence, String follows) {
        assertThat(consequence.follows()).contains(follows);
        assertThat(consequence.onlyWithForce()).isTrue();
    }

    private static StoredSaga open(StepStatus... pay) {
        return ended(SagaPhase.WAITING, pay);
    }

    private static StoredSaga ended(SagaPhase phase, StepStatus... pay) {
        return row(phase, null, pay);
    }

    private static StoredSaga resolved(@Nullable SagaOutcome outcome) {
        return row(SagaPhase.RESOLVED, new Resolution("ann", "paid by hand", outcome, null, 1, null));
    }

    private static StoredSaga row(SagaPhase phase, @Nullable Resolution resolution, StepStatus... pay) {
        List<StepState> steps = List.of(pay).stream()
                .map(status -> new StepState("pay", status, 1, 3, null))
                .toList();
        SagaState state = new SagaState("order", 1, phase, false, steps, null, null, resolution);
        return SagaRow.started(ID, state, new Placed(ID), Timers.EMPTY);
    }

    private static UnreadableSaga unreadable(SagaPhase phase) {
        return new UnreadableSaga(ID, "order", 1, phase, null, "no JSON");
    }

    private static Correlation step(String name, String action) {
        return new Correlation(ID, name, action, 1);
    }

    private static DeadLetter letter(String type, String topic, @Nullable Correlation correlation) {
        return new DeadLetter(
                new UUID(0, 1),
                topic,
                0,
                1L,
                "m-1",
                "key",
                type,
                "group",
                "reason",
                null,
                "{}",
                null,
                "{}",
                correlation,
                null,
                Instant.EPOCH,
                DeadLetter.Status.OPEN,
                null);
    }
}
