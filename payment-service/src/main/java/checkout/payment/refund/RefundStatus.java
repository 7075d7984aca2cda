package checkout.payment.refund;

/** The status of a refund. While it is REQUESTED, it owes the card provider a call. */
public enum RefundStatus {
    REQUESTED,
    REFUNDED,
    DECLINED
}
