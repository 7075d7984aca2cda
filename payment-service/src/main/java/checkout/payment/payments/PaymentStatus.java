package checkout.payment.payments;

/** How a payment stands. Three of the states owe the card network a call. */
public enum PaymentStatus {
    REQUESTED,
    AUTHORIZED,
    DECLINED,
    CAPTURING,
    CAPTURED,
    VOIDING,
    VOIDED
}
