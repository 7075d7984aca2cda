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

    /** A hold after the batch; its amount is what is still held or spent, or what was released last. */
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
    public void capture(UUID checkoutId, String accountId, long held) {
        changedHolds.add(new Hold(checkoutId, accountId, held, "CAPTURED"));
        change(accountId, new Change(0, -held));
    }

    /** Makes the held amount available again. */
    public void release(UUID checkoutId, String accountId, long held) {
        changedHolds.add(new Hold(checkoutId, accountId, held, "RELEASED"));
        change(accountId, new Change(held, 0));
    }

    /** Credits all that was captured to the wallet. */
    public void voidCapture(UUID checkoutId, String accountId, long captured) {
        changedHolds.add(new Hold(checkoutId, accountId, captured, "RELEASED"));
        change(accountId, new Change(captured, captured));
    }

    /** Makes part of the held amount available again; {@code remaining} stays held. */
    public void reduceHold(UUID checkoutId, String accountId, long amount, long remaining) {
        changedHolds.add(new Hold(checkoutId, accountId, remaining, "HELD"));
        change(accountId, new Change(amount, 0));
    }

    /** Credits part of the captured amount to the wallet; {@code remaining} stays captured. */
    public void refund(UUID checkoutId, String accountId, long amount, long remaining) {
        changedHolds.add(new Hold(checkoutId, accountId, remaining, "CAPTURED"));
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
