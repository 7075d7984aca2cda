package checkout.payment.ledger;

import java.util.Locale;

/** The types of accounts. A wallet has two accounts; the shop has one of each other type per currency. */
public enum AccountType {
    /** What the customer can spend. */
    WALLET,
    /** What checkouts hold of a wallet. */
    HELD,
    /** What the shop has earned. */
    SETTLEMENT,
    /** What the card provider owes the shop. */
    PROVIDER,
    /** Where the money of the wallets comes from. */
    FUNDING;

    /** Whether there is one for each wallet, rather than one for each currency. */
    public boolean belongsToWallet() {
        return this == WALLET || this == HELD;
    }

    /**
     * The name of the account of this type.
     *
     * @param owner the id of the wallet, or the currency of an account of the shop
     */
    public String account(String owner) {
        return prefix() + owner;
    }

    /** What the names of all accounts of this type begin with. */
    public String prefix() {
        return name().toLowerCase(Locale.ROOT) + ":";
    }
}
