package checkout.payment.wallet;

import checkout.payment.ledger.TransferKind;
import checkout.payment.ledger.WalletTransfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The locked wallets of a batch: applies holds, captures, releases and refunds in memory and collects the changes. */
public final class WalletBalances {
    private final Map<String, WalletBalance> balances;
    private final List<WalletTransfer> transfers = new ArrayList<>();
    private final List<Hold> newHolds = new ArrayList<>();
    private final List<Hold> changedHolds = new ArrayList<>();

    WalletBalances(Map<String, WalletBalance> balances) {
        this.balances = balances;
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
        book(TransferKind.HOLD_PLACED, checkoutId, null, accountId, amount);
        return Optional.empty();
    }

    /** Spends the held amount. */
    public void capture(UUID checkoutId, String accountId, long held) {
        changedHolds.add(new Hold(checkoutId, accountId, held, "CAPTURED"));
        book(TransferKind.HOLD_CAPTURED, checkoutId, null, accountId, held);
    }

    /** Makes the held amount available again. */
    public void release(UUID checkoutId, String accountId, long held) {
        changedHolds.add(new Hold(checkoutId, accountId, held, "RELEASED"));
        book(TransferKind.HOLD_RELEASED, checkoutId, null, accountId, held);
    }

    /** Credits all that was captured to the wallet. */
    public void voidCapture(UUID checkoutId, String accountId, long captured) {
        changedHolds.add(new Hold(checkoutId, accountId, captured, "RELEASED"));
        book(TransferKind.WALLET_CAPTURE_VOIDED, checkoutId, null, accountId, captured);
    }

    /** Makes part of the held amount available again; {@code remaining} stays held. */
    public void reduceHold(UUID checkoutId, UUID returnId, String accountId, long amount, long remaining) {
        changedHolds.add(new Hold(checkoutId, accountId, remaining, "HELD"));
        book(TransferKind.HOLD_REDUCED, checkoutId, returnId, accountId, amount);
    }

    /** Credits part of the captured amount to the wallet; {@code remaining} stays captured. */
    public void refund(UUID checkoutId, UUID returnId, String accountId, long amount, long remaining) {
        changedHolds.add(new Hold(checkoutId, accountId, remaining, "CAPTURED"));
        book(TransferKind.WALLET_REFUNDED, checkoutId, returnId, accountId, amount);
    }

    /** Nothing is booked if nothing is left to move, because all of it was refunded before. */
    private void book(TransferKind kind, UUID checkoutId, @Nullable UUID returnId, String accountId, long amount) {
        WalletBalance balance =
                Objects.requireNonNull(balances.get(accountId), "a wallet is locked before it is changed");
        if (amount > 0) {
            balances.put(accountId, balance.plus(kind.availableChange(amount)));
            transfers.add(new WalletTransfer(kind, accountId, amount, balance.currency(), checkoutId, returnId));
        }
    }

    /** What moves money of the wallets, in order. */
    List<WalletTransfer> transfers() {
        return transfers;
    }

    List<Hold> newHolds() {
        return newHolds;
    }

    List<Hold> changedHolds() {
        return changedHolds;
    }
}
