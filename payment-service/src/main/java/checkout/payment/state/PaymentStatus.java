package checkout.payment.state;

/** The status of a payment. In those that say that something is going on it owes the card provider a call. */
public enum PaymentStatus {
    REQUESTED,
    /** The bank asks the customer to confirm (3-D Secure); the provider is asked what became of it. */
    PENDING_CUSTOMER,
    /** The customer did not confirm in time; the provider is told, and then the payment is declined. */
    CANCELLING,
    AUTHORIZED,
    DECLINED,
    CAPTURING,
    /** The authorization had expired when it was to be captured; a new one is asked for, and captured. */
    REAUTHORIZING,
    CAPTURED,
    /** Nobody settled the payment while it was held; the provider is told to release it. */
    EXPIRING,
    /** Nothing is held any more. */
    EXPIRED,
    VOIDING,
    VOIDED
}
