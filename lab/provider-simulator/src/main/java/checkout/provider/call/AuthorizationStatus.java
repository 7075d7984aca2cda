package checkout.provider.call;

/** The result of a call, and the status of a checkout's account. Only a call is ever REFUNDED, never an account. */
public enum AuthorizationStatus {
    AUTHORIZED,
    CAPTURED,
    DECLINED,
    VOIDED,
    REFUNDED
}
