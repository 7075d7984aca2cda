package checkout.provider.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal: an answer that was given, under the key it was asked with.
 *
 * @param fingerprint of the request, so that a key used again with another body is noticed; the token itself is not kept
 * @param amount authorized, captured or given back by this entry, in minor units
 */
record LedgerEntry(
        AuthorizationStatus status,
        String key,
        String fingerprint,
        UUID checkoutId,
        long amount,
        @Nullable String currency,
        @Nullable String reason,
        Instant at) {

    private String reference() {
        UUID ofKey = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        return "ref_" + ofKey.toString().replace("-", "");
    }

    ProviderAnswer answer() {
        return new ProviderAnswer(reference(), checkoutId, status, reason, amount, currency, at);
    }
}
