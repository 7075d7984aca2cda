package checkout.contracts;

/** Why a checkout ended REJECTED, as shown to the storefront. */
public enum RejectionReason {
    OUT_OF_STOCK,
    PAYMENT_DECLINED,
    TIMED_OUT,
    CANCELLED,
    OPERATOR
}
