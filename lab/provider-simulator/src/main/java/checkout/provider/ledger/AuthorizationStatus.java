package checkout.provider.ledger;

/** How an authorization stands. */
public enum AuthorizationStatus {
    AUTHORIZED,
    CAPTURED,
    DECLINED,
    VOIDED
}
