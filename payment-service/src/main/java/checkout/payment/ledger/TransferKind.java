package checkout.payment.ledger;

/** Why money moves, and between which accounts. */
public enum TransferKind {
    WALLET_FUNDED(AccountType.FUNDING, AccountType.WALLET),
    /** Money that leaves the shop, or that was funded by mistake. */
    WALLET_PAID_OUT(AccountType.WALLET, AccountType.FUNDING),
    HOLD_PLACED(AccountType.WALLET, AccountType.HELD),
    /** A refund before the capture. */
    HOLD_REDUCED(AccountType.HELD, AccountType.WALLET),
    HOLD_RELEASED(AccountType.HELD, AccountType.WALLET),
    HOLD_CAPTURED(AccountType.HELD, AccountType.SETTLEMENT),
    /** A refund after the capture. */
    WALLET_REFUNDED(AccountType.SETTLEMENT, AccountType.WALLET),
    WALLET_CAPTURE_VOIDED(AccountType.SETTLEMENT, AccountType.WALLET),
    CARD_CAPTURED(AccountType.PROVIDER, AccountType.SETTLEMENT),
    /** A refund after the capture; before it, no money has moved. */
    CARD_REFUNDED(AccountType.SETTLEMENT, AccountType.PROVIDER),
    CARD_CAPTURE_VOIDED(AccountType.SETTLEMENT, AccountType.PROVIDER);

    private final AccountType debit;
    private final AccountType credit;

    TransferKind(AccountType debit, AccountType credit) {
        this.debit = debit;
        this.credit = credit;
    }

    AccountType debit() {
        return debit;
    }

    AccountType credit() {
        return credit;
    }

    /** By how much a transfer of this amount changes what a wallet can spend. */
    public long availableChange(long amount) {
        if (credit == AccountType.WALLET) {
            return amount;
        }
        return debit == AccountType.WALLET ? -amount : 0;
    }

    /** By how much a transfer of this amount changes what is held of a wallet. */
    public long heldChange(long amount) {
        if (credit == AccountType.HELD) {
            return amount;
        }
        return debit == AccountType.HELD ? -amount : 0;
    }
}
