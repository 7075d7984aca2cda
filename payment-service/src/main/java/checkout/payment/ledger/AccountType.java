package checkout.payment.ledger;

import java.util.Locale;

/** The types of accounts. A wallet has two accounts; the shop has one of each other type per currency. */
enum AccountType {
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

    boolean belongsToWallet() {
        return this == WALLET || this == HELD;
    }

    /** @param owner the id of the wallet, or the currency of an account of the shop */
    String account(String owner) {
        return prefix() + owner;
    }

    String prefix() {
        return name().toLowerCase(Locale.ROOT) + ":";
    }
}
