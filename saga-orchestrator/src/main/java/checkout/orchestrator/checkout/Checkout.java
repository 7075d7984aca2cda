package checkout.orchestrator.checkout;

import checkout.contracts.CheckoutEvent.CheckoutConfirmed;
import checkout.contracts.CheckoutEvent.CheckoutRejected;
import checkout.contracts.InventoryCommand.CommitStock;
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
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The data of a checkout's saga: enough to make every command and event from. */
public record Checkout(UUID id, List<OrderLine> lines, Money total, PaymentMethod payment) {
    private static final String FORGOTTEN = "forgotten";

    /**
     * A saga that settles does so within minutes; the rest of the time is an operator's, to free a stuck one. Longer than
     * messages are kept, so that a command that is not lost comes in time.
     */
    static final Duration STOCK_HELD_FOR = Duration.ofDays(4);

    /** Card networks keep an authorization for about a week. */
    private static final Duration PAYMENT_HELD_FOR = Duration.ofDays(6);

    static Checkout of(OrderPlaced placed) {
        return new Checkout(placed.checkoutId(), placed.lines(), placed.total(), placed.payment());
    }

    /** The reservation is the sale: it is never committed. */
    ReserveStock sellStock() {
        return new ReserveStock(id, lines, null);
    }

    ReserveStock reserveStock() {
        return new ReserveStock(id, lines, STOCK_HELD_FOR);
    }

    CommitStock commitStock() {
        return new CommitStock(id);
    }

    ReleaseStock releaseStock() {
        return new ReleaseStock(id);
    }

    /** The authorization is not bound to be captured, so it never expires. */
    AuthorizePayment authorizeWithoutLimit() {
        return new AuthorizePayment(id, total, payment, null);
    }

    AuthorizePayment authorizePayment() {
        return new AuthorizePayment(id, total, payment, PAYMENT_HELD_FOR);
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

    RejectOrder rejectOrder(AbortCause cause) {
        return new RejectOrder(id, reason(cause));
    }

    /** The payment service keeps what it needs of an authorized payment; the token is needed no more. */
    Checkout withoutToken() {
        return switch (payment) {
            case PaymentMethod.Card(String token) when token.equals(FORGOTTEN) -> this;
            case PaymentMethod.Card card -> new Checkout(id, lines, total, new PaymentMethod.Card(FORGOTTEN));
            case PaymentMethod.Wallet wallet -> this;
        };
    }

    CheckoutConfirmed confirmed() {
        return new CheckoutConfirmed(id);
    }

    CheckoutRejected rejected(AbortCause cause) {
        return new CheckoutRejected(id, reason(cause));
    }

    private static RejectionReason reason(AbortCause cause) {
        return RejectionReason.valueOf(cause.code());
    }
}
