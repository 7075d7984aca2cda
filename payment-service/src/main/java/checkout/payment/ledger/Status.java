package checkout.payment.ledger;

/** How a payment stands. Three of the states owe the card network a call. */
public enum Status {
    REQUESTED,
    AUTHORIZED,
    DECLINED,
    CAPTURING,
    CAPTURED,
    VOIDING,
    VOIDED
}
