package checkout.provider.ledger;

/** How an authorization stands. */
public enum Status {
    AUTHORIZED,
    CAPTURED,
    DECLINED,
    VOIDED
}
