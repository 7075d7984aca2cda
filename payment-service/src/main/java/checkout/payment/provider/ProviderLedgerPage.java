package checkout.payment.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the provider's ledger, the oldest checkout first.
 *
 * @param nextCursor of the next page; null on the last
 */
public record ProviderLedgerPage(
        List<ProviderAccount> entries, @Nullable String nextCursor) {}
