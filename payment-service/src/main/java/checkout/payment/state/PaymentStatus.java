package checkout.payment.state;

/** The status of a payment. In REQUESTED, CAPTURING and VOIDING it owes the card provider a call. */
public enum PaymentStatus {
    REQUESTED,
    AUTHORIZED,
    DECLINED,
    CAPTURING,
    CAPTURED,
    VOIDING,
    VOIDED
}
