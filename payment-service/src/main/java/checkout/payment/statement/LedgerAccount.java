package checkout.payment.statement;

import checkout.payment.ledger.AccountType;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An account of the ledger, written {@code wallet:<id>} or {@code settlement:EUR}.
 *
 * @param owner the id of the wallet, or the currency of an account of the shop
 */
record LedgerAccount(AccountType type, String owner) {
    private static final Pattern WALLET = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** Reads an account's name; empty if there can be no such account. */
    static Optional<LedgerAccount> parse(String name) {
        return Arrays.stream(AccountType.values())
                .filter(type -> name.startsWith(type.prefix()))
                .map(type ->
                        new LedgerAccount(type, name.substring(type.prefix().length())))
                .filter(LedgerAccount::isPossible)
                .findFirst();
    }

    private boolean isPossible() {
        return (type.belongsToWallet() ? WALLET : CURRENCY).matcher(owner).matches();
    }

    String name() {
        return type.account(owner);
    }
}
