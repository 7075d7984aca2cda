package checkout.orchestrator.definition;

import checkout.contracts.InventoryCommand.ReleaseStock;
import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.Money;
import checkout.contracts.OrderCommand.ConfirmOrder;
import checkout.contracts.OrderCommand.RejectOrder;
import checkout.contracts.OrderLine;
import checkout.contracts.OrderPlaced;
import checkout.contracts.PaymentCommand.AuthorizePayment;
import checkout.contracts.PaymentCommand.CapturePayment;
import checkout.contracts.PaymentCommand.VoidPayment;
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
