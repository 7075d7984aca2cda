package checkout.payment.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The locked wallets of a batch: holds, captures and gives back in memory, and knows at the end what changed. */
public final class WalletBalances {
    private final Map<String, WalletBalance> walletBalances;
    private final Map<String, Change> changes = new TreeMap<>();
    private final List<Hold> held = new ArrayList<>();
    private final List<Hold> moved = new ArrayList<>();

    WalletBalances(Map<String, WalletBalance> walletBalances) {
        this.walletBalances = walletBalances;
    }

    /** How a wallet's balances move. */
    record Change(long available, long ledger) {
        Change plus(Change more) {
            return new Change(Math.addExact(available, more.available), Math.addExact(ledger, more.ledger));
        }
    }

    record Hold(UUID checkoutId, String accountId, long amount, String status) {}

    /** Holds the amount, or says why not. The balance runs: what one checkout of the batch takes the next has not. */
    public Optional<String> hold(UUID checkoutId, String accountId, long amount, String currency) {
        WalletBalance walletBalance = walletBalances.get(accountId);
        if (walletBalance == null) {
            return Optional.of("unknown_account");
        }
        if (!walletBalance.currency().equals(currency)) {
            return Optional.of("currency_mismatch");
        }
        if (walletBalance.available() < amount) {
            return Optional.of("insufficient_funds");
        }
        held.add(new Hold(checkoutId, accountId, amount, "HELD"));
        move(accountId, new Change(-amount, 0));
        return Optional.empty();
    }

    /** What was held is spent. */
    public void capture(UUID checkoutId, String accountId, long amount) {
        moved.add(new Hold(checkoutId, accountId, amount, "CAPTURED"));
        move(accountId, new Change(0, -amount));
    }

    public void release(UUID checkoutId, String accountId, long amount) {
        moved.add(new Hold(checkoutId, accountId, amount, "RELEASED"));
        move(accountId, new Change(amount, 0));
    }

    /** Gives back what was spent already. */
    public void refund(UUID checkoutId, String accountId, long amount) {
        moved.add(new Hold(checkoutId, accountId, amount, "RELEASED"));
        move(accountId, new Change(amount, amount));
    }

    private void move(String accountId, Change change) {
        walletBalances.computeIfPresent(accountId, (id, walletBalance) -> walletBalance.plus(change.available()));
        changes.merge(accountId, change, Change::plus);
    }

    Map<String, Change> changes() {
        return changes;
    }

    List<Hold> held() {
        return held;
    }

    List<Hold> moved() {
        return moved;
    }
}
