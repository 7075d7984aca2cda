package checkout.orchestrator.returns;

import checkout.contracts.InventoryCommand.Restock;
import checkout.contracts.Money;
import checkout.contracts.OrderCommand.AcceptReturn;
import checkout.contracts.OrderCommand.CompleteReturn;
import checkout.contracts.OrderCommand.RefuseReturn;
import checkout.contracts.OrderLine;
import checkout.contracts.PaymentCommand.RefundPayment;
import checkout.contracts.ReturnEvent.ReturnAccepted;
import checkout.contracts.ReturnEvent.ReturnRefused;
import checkout.contracts.ReturnRefusalReason;
import checkout.contracts.ReturnRequested;
import checkout.saga.engine.definition.AbortCause;
import java.util.List;
import java.util.UUID;

/** The data of a return's saga: enough to make every command and event from. */
public record Return(UUID id, UUID checkoutId, List<OrderLine> lines, Money refund) {
    static Return of(ReturnRequested requested) {
        return new Return(requested.returnId(), requested.checkoutId(), requested.lines(), requested.refund());
    }

    AcceptReturn accept() {
        return new AcceptReturn(checkoutId, id);
    }

    RefuseReturn refuse(AbortCause cause) {
        return new RefuseReturn(checkoutId, id, reason(cause));
    }

    RefundPayment refundPayment() {
        return new RefundPayment(checkoutId, id, refund);
    }

    Restock restock() {
        return new Restock(checkoutId, id, lines);
    }

    CompleteReturn complete() {
        return new CompleteReturn(checkoutId, id);
    }

    ReturnAccepted accepted() {
        return new ReturnAccepted(id, checkoutId);
    }

    ReturnRefused refused(AbortCause cause) {
        return new ReturnRefused(id, checkoutId, reason(cause));
    }

    private static ReturnRefusalReason reason(AbortCause cause) {
        return switch (cause.cause()) {
            case REFUSED -> ReturnRefusalReason.valueOf(cause.reason());
            case TIMED_OUT, DEADLINE_PASSED -> ReturnRefusalReason.TIMED_OUT;
            case OPERATOR -> ReturnRefusalReason.OPERATOR;
            case CANCELLED -> throw new IllegalStateException("Indicates a bug: no message cancels a return");
        };
    }
}
