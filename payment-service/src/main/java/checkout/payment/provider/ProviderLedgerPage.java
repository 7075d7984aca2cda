package checkout.payment.provider;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of the provider's ledger, the oldest checkout first.
 *
 * @param nextCursor of the next page; null on the last
 */
public record ProviderLedgerPage(
        List<ProviderAccount> entries, @Nullable String nextCursor) {
    public ProviderLedgerPage {
        // an answer without entries is no page, and must not be taken for an empty ledger
        Objects.requireNonNull(entries, "entries");
    }
}
