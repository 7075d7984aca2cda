package checkout.provider.journal;

import checkout.provider.call.AuthorizationStatus;
import checkout.provider.call.ProviderAnswer;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal: the answer to a call, with the idempotency key of the call.
 *
 * @param fingerprint of the request, which shows whether a key is reused with another body
 * @param amount authorized, captured or given back by this entry, in minor units
 * @param testToken of an authorization; no other token is ever stored, and journals of earlier versions have none
 */
public record LedgerEntry(
        AuthorizationStatus status,
        String key,
        String fingerprint,
        UUID checkoutId,
        long amount,
        @Nullable String currency,
        @Nullable String reason,
        Instant at,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String testToken) {

    /** The reference of the answer to the call with this key. */
    public static String reference(String key) {
        UUID ofKey = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        return "ref_" + ofKey.toString().replace("-", "");
    }

    public ProviderAnswer answer() {
        return new ProviderAnswer(reference(key), checkoutId, status, reason, amount, currency, at);
    }
}
