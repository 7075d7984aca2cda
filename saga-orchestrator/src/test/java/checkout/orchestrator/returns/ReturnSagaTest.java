package checkout.orchestrator.returns;

import static checkout.saga.testkit.SagaFixture.given;

import checkout.contracts.InventoryCommand.Restock;
import checkout.contracts.Money;
import checkout.contracts.OrderCommand.CompleteReturn;
import checkout.contracts.OrderCommand.RefuseReturn;
import checkout.contracts.OrderLine;
import checkout.contracts.PaymentCommand.RefundPayment;
import checkout.contracts.ReturnRefusalReason;
import checkout.contracts.ReturnRequested;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.testkit.FrozenShape;
import checkout.saga.testkit.SagaMatrix;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Red here: a published version of the return saga was edited, or some fault leaves a return half done. */
class ReturnSagaTest {
    private static final UUID CHECKOUT = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID RETURN = UUID.fromString("01890000-0000-7000-8000-000000000002");
    private static final List<OrderLine> LINES = List.of(new OrderLine("TEA-001", 1));
    private static final ReturnRequested REQUESTED =
            new ReturnRequested(RETURN, CHECKOUT, LINES, new Money(999, "EUR"));
    private static final Saga<Return> SAGA = ReturnSaga.versions().all().getFirst();

    @TestFactory
    Stream<DynamicTest> everyFaultAtEveryStep() {
        return SagaMatrix.of(SAGA, REQUESTED)
                .refusing(ReturnRefusalReason.REFUND_DECLINED.name())
                .notCancellable()
                .everyFaultAtEveryStep();
    }

    @Test
    void thePublishedVersionIsFrozen() {
        FrozenShape.of(SAGA).matchesRecorded("return-v1.txt");
    }

    @Test
    void restocksAndCompletesTogetherOnceTheRefundIsPaid() {
        given(SAGA)
                .startedBy(REQUESTED)
                .whenDone("accept return")
                .thenSends("refund payment", RefundPayment.class)
                .whenDone("refund payment")
                .thenSendsPayloads(new Restock(CHECKOUT, RETURN, LINES), new CompleteReturn(CHECKOUT, RETURN))
                .whenDone("complete return", "restock")
                .thenIs(SagaPhase.COMPLETED);
    }

    @Test
    void aRefusedRefundRefusesTheReturn() {
        given(SAGA)
                .startedBy(REQUESTED)
                .whenDone("accept return")
                .whenRefused("refund payment", ReturnRefusalReason.REFUND_DECLINED.name())
                .thenSendsPayloads(new RefuseReturn(CHECKOUT, RETURN, ReturnRefusalReason.REFUND_DECLINED))
                .whenUndone(Saga.START)
                .thenIs(SagaPhase.COMPENSATED);
    }

    @Test
    void aRefundThatMayHaveBeenPaidIsNeverUndone() {
        given(SAGA)
                .startedBy(REQUESTED)
                .whenDone("accept return")
                .whenDeadlinePasses()
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT)
                .whenNeverAnswered("refund payment")
                .thenIs(SagaPhase.STUCK)
                .whenDone("refund payment")
                .thenIs(SagaPhase.WAITING);
    }
}
