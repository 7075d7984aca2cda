package checkout.contracts;

/** Why a return ended REFUSED, as shown to the storefront. */
public enum ReturnRefusalReason {
    REFUND_DECLINED,
    TIMED_OUT,
    OPERATOR
}
