package checkout.orchestrator.definition;

import checkout.contracts.Command.AuthorizePayment;
import checkout.contracts.Command.CapturePayment;
import checkout.contracts.Command.ConfirmOrder;
import checkout.contracts.Command.RejectOrder;
import checkout.contracts.Command.ReleaseStock;
import checkout.contracts.Command.ReserveStock;
import checkout.contracts.Command.VoidPayment;
import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.OrderPlaced;
import checkout.contracts.PaymentMethod;
import checkout.contracts.RejectionReason;
import checkout.saga.engine.definition.AbortCause;
import java.util.List;
import java.util.UUID;

/** What the saga knows of its checkout: enough to make every command from. */
public record Checkout(UUID id, List<OrderLine> lines, Money total, PaymentMethod payment) {
    static Checkout of(OrderPlaced placed) {
        return new Checkout(placed.checkoutId(), placed.lines(), placed.total(), placed.payment());
    }

    ReserveStock reserveStock() {
        return new ReserveStock(id, lines);
    }

    ReleaseStock releaseStock() {
        return new ReleaseStock(id);
    }

    AuthorizePayment authorizePayment() {
        return new AuthorizePayment(id, total, payment);
    }

    VoidPayment voidPayment() {
        return new VoidPayment(id);
    }

    ConfirmOrder confirmOrder() {
        return new ConfirmOrder(id);
    }

    CapturePayment capturePayment() {
        return new CapturePayment(id);
    }

    RejectOrder rejectOrder(AbortCause abort) {
        return new RejectOrder(id, reason(abort));
    }

    /** Why the storefront is told the checkout was rejected. */
    public static RejectionReason reason(AbortCause abort) {
        return RejectionReason.valueOf(abort.code());
    }
}
