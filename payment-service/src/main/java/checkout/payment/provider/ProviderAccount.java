package checkout.payment.provider;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the provider's ledger says of one checkout, in minor units.
 *
 * @param status of the last authorization, capture or void, in the provider's words
 * @param charges how many authorizations have not expired
 * @param capturable authorized, and neither captured nor given back
 * @param refunded given back by refunds and voids, whether it was captured before or not
 */
public record ProviderAccount(
        UUID checkoutId,
        String status,
        @Nullable String currency,
        int charges,
        long charged,
        long capturable,
        long captured,
        long refunded) {
    private static final int MAX_TEXT = 200;

    public ProviderAccount {
        status = StorableText.of(status, MAX_TEXT);
        currency = currency == null ? null : StorableText.of(currency, MAX_TEXT);
    }
}
