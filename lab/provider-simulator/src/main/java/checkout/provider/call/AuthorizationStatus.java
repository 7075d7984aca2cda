package checkout.provider.call;

/**
 * The result of a call, and the status of a checkout's account. Only a call is ever REFUNDED, never an account. EXPIRED is
 * an authorization that was captured too late: it blocks nothing on the card any more.
 */
public enum AuthorizationStatus {
    AUTHORIZED,
    CAPTURED,
    DECLINED,
    VOIDED,
    REFUNDED,
    EXPIRED
}
