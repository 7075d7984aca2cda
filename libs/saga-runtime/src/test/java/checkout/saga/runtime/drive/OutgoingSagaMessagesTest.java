package checkout.saga.runtime.drive;

import static checkout.saga.runtime.drive.OrderSagas.CUSTOMER;
import static checkout.saga.runtime.drive.OrderSagas.ID;
import static checkout.saga.runtime.drive.OrderSagas.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.Effects.OutgoingMessage;
import checkout.messaging.MessageTypeRegistry;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.SagaState.Resolution;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.drive.OrderSagas.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Red here: the owner of an order is not told how an operator ended its saga, or the shop hears of it before the owner agrees. */
class OutgoingSagaMessagesTest {
    private final SagaType<Order> told = ORDERS.onResolved(
                    "CONFIRMED", "REJECTED", (id, key, outcome) -> "%s for %s".formatted(outcome, key))
            .onCompensated((order, cause) -> "rejected: %s, %s".formatted(cause.code(), cause.reason()));
    private static final AbortCause REFUSED = new AbortCause(AbortCause.Cause.REFUSED, "reserve", "OUT_OF_STOCK");

    private final OutgoingSagaMessages outgoing = new OutgoingSagaMessages(
            new MessageTypeRegistry(List.of(new MessageTypeRegistry.Entry("text", "commands", String.class))));

    @Test
    void theOwnerIsToldFirst() {
        moved(told, resolved(SagaOutcome.COMPLETED, 2, false), null, StepStatus.DONE);

        assertThat(sent())
                .containsExactly(new OutgoingMessage(
                        null,
                        CUSTOMER.toString(),
                        "COMPLETED for " + CUSTOMER,
                        new Correlation(ID, Saga.RESOLUTION, "DO", 2),
                        "trace"));
    }

    @Test
    void theEventFollowsOnceTheOwnerAgrees() {
        moved(told, resolved(SagaOutcome.COMPLETED, 1, true), null, StepStatus.DONE);

        assertThat(sent())
                .containsExactly(
                        new OutgoingMessage(null, CUSTOMER.toString(), "shipped", Correlation.ofSaga(ID), "trace"));
    }

    @Test
    void withoutAnOwnerTheEventIsPublishedAtOnce() {
        moved(ORDERS, resolved(SagaOutcome.COMPLETED, 1, false), null, StepStatus.DONE);
        assertThat(bodies()).containsExactly("shipped");
    }

    @Test
    void aSagaWhoseStartIsUndoneWasRejectedForItsOwnCause() {
        moved(told, resolved(SagaOutcome.COMPENSATED, 1, true), REFUSED, StepStatus.UNDONE);
        assertThat(bodies()).containsExactly("rejected: OUT_OF_STOCK, OUT_OF_STOCK");
    }

    @Test
    void otherwiseTheOperatorRejectedIt() {
        Resolution byHand = resolved(SagaOutcome.COMPENSATED, 1, true);
        moved(told, byHand, REFUSED, StepStatus.UNDO_STUCK);
        moved(told, byHand, null, StepStatus.UNDONE);
        outgoing.moved(
                told, ID, new Moved<>(state(SagaPhase.RESOLVED, byHand, REFUSED), order(), List.of(), List.of()), null);

        assertThat(bodies()).hasSize(3).containsOnly("rejected: OPERATOR, the hall is paid");
    }

    @Test
    void aSagaThatWasResolvedBeforeOutcomesWereStatedEndsSilently() {
        moved(told, resolved(null, 0, false), REFUSED, StepStatus.UNDONE);
        moved(told, null, REFUSED, StepStatus.UNDONE);
        assertThat(bodies()).isEmpty();
    }

    @Test
    void aMessageOfAnUndeclaredTypeIsNotSent() {
        SagaType<Order> undeclared = ORDERS.onCompleted(order -> 7);
        assertThatIllegalStateException()
                .isThrownBy(() -> moved(undeclared, resolved(SagaOutcome.COMPLETED, 1, true), null, StepStatus.DONE))
                .withMessageContaining("No message type is declared for class java.lang.Integer");
        assertThat(bodies()).isEmpty();
    }

    @Test
    void aDecisionThatFailsTakesBackOnlyItsOwnMessages() {
        outgoing.add(ID, "first", Correlation.ofSaga(ID), null);
        int mark = outgoing.mark();
        outgoing.add(ID, "second", Correlation.ofSaga(ID), null);
        outgoing.add(ID, "third", Correlation.ofSaga(ID), null);
        outgoing.dropAfter(mark);
        assertThat(bodies()).containsExactly("first");
    }

    private void moved(
            SagaType<Order> type, @Nullable Resolution resolution, @Nullable AbortCause abort, StepStatus start) {
        SagaState state = state(SagaPhase.RESOLVED, resolution, abort, new StepState(Saga.START, start, 1, 1, null));
        outgoing.moved(type, ID, new Moved<>(state, order(), List.of(), List.of()), "trace");
    }

    private static Order order() {
        return new Order(ID, CUSTOMER);
    }

    private static SagaState state(
            SagaPhase phase, @Nullable Resolution resolution, @Nullable AbortCause abort, StepState... steps) {
        return new SagaState("order", 1, phase, false, List.of(steps), abort, null, resolution);
    }

    private static Resolution resolved(@Nullable SagaOutcome outcome, int attempt, boolean acknowledged) {
        return new Resolution("ann", "the hall is paid", outcome, null, attempt, acknowledged);
    }

    private List<OutgoingMessage> sent() {
        Effects effects = new Effects();
        outgoing.addTo(effects);
        return effects.messages();
    }

    private List<Object> bodies() {
        return sent().stream().map(OutgoingMessage::body).toList();
    }
}
