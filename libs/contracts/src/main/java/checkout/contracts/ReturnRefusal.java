package checkout.contracts;

/** Why a return ended REFUSED, as shown to the storefront. */
public enum ReturnRefusal {
    REFUND_DECLINED,
    TIMED_OUT,
    OPERATOR
}
