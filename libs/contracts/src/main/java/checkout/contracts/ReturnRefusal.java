package checkout.contracts;

/** Why a return ended REFUSED, as the storefront is told. */
public enum ReturnRefusal {
    REFUND_DECLINED,
    TIMED_OUT,
    OPERATOR
}
