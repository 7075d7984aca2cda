package checkout.order.placement;

import checkout.contracts.PaymentMethod;

/** A payment method by name alone: an order keeps no token and no account. */
final class PaymentMethodNames {
    private PaymentMethodNames() {}

    static String of(PaymentMethod payment) {
        return payment instanceof PaymentMethod.Card ? "card" : "wallet";
    }
}
