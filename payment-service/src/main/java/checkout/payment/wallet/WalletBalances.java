package checkout.payment.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The locked wallets of a batch: applies holds, captures, releases and refunds in memory and collects the changes. */
public final class WalletBalances {
    private final Map<String, WalletBalance> balances;
    private final Map<String, Change> changes = new TreeMap<>();
    private final List<Hold> newHolds = new ArrayList<>();
    private final List<Hold> changedHolds = new ArrayList<>();

    WalletBalances(Map<String, WalletBalance> balances) {
        this.balances = balances;
    }

    /** By how much a wallet's balances change. */
    record Change(long available, long ledger) {
        Change plus(Change more) {
            return new Change(Math.addExact(available, more.available), Math.addExact(ledger, more.ledger));
        }
    }

    record Hold(UUID checkoutId, String accountId, long amount, String status) {}

    /** Holds the amount, or returns why it cannot. Earlier holds of the batch already count. */
    public Optional<String> hold(UUID checkoutId, String accountId, long amount, String currency) {
        WalletBalance balance = balances.get(accountId);
        if (balance == null) {
            return Optional.of("unknown_account");
        }
        if (!balance.currency().equals(currency)) {
            return Optional.of("currency_mismatch");
        }
        if (balance.available() < amount) {
            return Optional.of("insufficient_funds");
        }
        newHolds.add(new Hold(checkoutId, accountId, amount, "HELD"));
        change(accountId, new Change(-amount, 0));
        return Optional.empty();
    }

    /** Spends the held amount. */
    public void capture(UUID checkoutId, String accountId, long amount) {
        changedHolds.add(new Hold(checkoutId, accountId, amount, "CAPTURED"));
        change(accountId, new Change(0, -amount));
    }

    /** Makes the held amount available again. */
    public void release(UUID checkoutId, String accountId, long amount) {
        changedHolds.add(new Hold(checkoutId, accountId, amount, "RELEASED"));
        change(accountId, new Change(amount, 0));
    }

    /** Credits the captured amount to the wallet. */
    public void refund(UUID checkoutId, String accountId, long amount) {
        changedHolds.add(new Hold(checkoutId, accountId, amount, "RELEASED"));
        change(accountId, new Change(amount, amount));
    }

    private void change(String accountId, Change change) {
        balances.computeIfPresent(accountId, (id, balance) -> balance.plus(change.available()));
        changes.merge(accountId, change, Change::plus);
    }

    Map<String, Change> changes() {
        return changes;
    }

    List<Hold> newHolds() {
        return newHolds;
    }

    List<Hold> changedHolds() {
        return changedHolds;
    }
}
