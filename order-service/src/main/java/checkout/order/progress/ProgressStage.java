package checkout.order.progress;

import java.util.Map;
import java.util.Optional;

/**
 * The stages of a checkout. Every path through the saga reaches them in this order, so the number of a stage serves as
 * the id of its event.
 */
enum ProgressStage {
    PLACED(1),
    STOCK_RESERVED(2),
    OUT_OF_STOCK(3),
    PAYMENT_AUTHORIZED(4),
    PAYMENT_DECLINED(5),
    PAYMENT_VOIDED(6),
    STOCK_RELEASED(7),
    CONFIRMED(8),
    REJECTED(9);

    private static final Map<String, ProgressStage> BY_REPLY = Map.of(
            "inventory.StockReserved.v1", STOCK_RESERVED,
            "inventory.OutOfStock.v1", OUT_OF_STOCK,
            "inventory.StockReleased.v1", STOCK_RELEASED,
            "payments.PaymentAuthorized.v1", PAYMENT_AUTHORIZED,
            "payments.PaymentDeclined.v1", PAYMENT_DECLINED,
            "payments.PaymentVoided.v1", PAYMENT_VOIDED,
            "orders.OrderConfirmed.v1", CONFIRMED,
            "orders.OrderRejected.v1", REJECTED);

    private final int number;

    ProgressStage(int number) {
        this.number = number;
    }

    static Optional<ProgressStage> ofReply(String type) {
        return Optional.ofNullable(BY_REPLY.get(type));
    }

    int number() {
        return number;
    }

    boolean isFinal() {
        return this == CONFIRMED || this == REJECTED;
    }
}
