package checkout.order.intake;

import checkout.contracts.PaymentMethod;

/** A payment method by name alone: an order keeps no token and no account. */
final class PaymentNames {
    private PaymentNames() {}

    static String of(PaymentMethod payment) {
        return payment instanceof PaymentMethod.Card ? "card" : "wallet";
    }
}
