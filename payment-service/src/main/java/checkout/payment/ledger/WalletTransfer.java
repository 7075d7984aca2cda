package checkout.payment.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A movement of a wallet's money for a checkout. A checkout has one transfer of each kind, and one for each refund.
 *
 * @param amount in minor units
 * @param returnId of a refund
 */
public record WalletTransfer(
        TransferKind kind,
        String wallet,
        long amount,
        String currency,
        UUID checkoutId,
        @Nullable UUID returnId) {

    String debit() {
        return account(kind.debit());
    }

    String credit() {
        return account(kind.credit());
    }

    private String account(AccountType type) {
        return type.account(type.belongsToWallet() ? wallet : currency);
    }
}
