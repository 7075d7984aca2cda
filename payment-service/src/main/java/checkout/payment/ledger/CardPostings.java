package checkout.payment.ledger;

import checkout.payment.refund.Refund;
import checkout.payment.state.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Collects the card payments and refunds of a batch that the provider's answers have just ended. */
public final class CardPostings {
    private final List<UUID> captured = new ArrayList<>();
    private final List<UUID> voided = new ArrayList<>(0);
    private final List<UUID> refunded = new ArrayList<>(0);

    /** Adds a payment whose status has changed. */
    public void add(Payment after) {
        switch (after.status()) {
            case CAPTURED -> captured.add(after.checkoutId());
            case VOIDED -> voided.add(after.checkoutId());
            case REQUESTED,
                    PENDING_CUSTOMER,
                    CANCELLING,
                    AUTHORIZED,
                    DECLINED,
                    CAPTURING,
                    REAUTHORIZING,
                    EXPIRING,
                    EXPIRED,
                    VOIDING -> {
                // no money has moved
            }
        }
    }

    /** Adds a refund whose status has changed. */
    public void add(Refund after) {
        switch (after.status()) {
            case REFUNDED -> refunded.add(after.returnId());
            case REQUESTED, DECLINED -> {
                // no money has moved
            }
        }
    }

    /** Checkout ids. */
    List<UUID> captured() {
        return captured;
    }

    /** Checkout ids. */
    List<UUID> voided() {
        return voided;
    }

    /** Return ids. */
    List<UUID> refunded() {
        return refunded;
    }
}
