package checkout.provider.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a merchant's call.
 *
 * @param reference of this answer, the same whenever it is repeated
 * @param amount authorized, captured or given back by the call, in minor units
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProviderAnswer(
        String reference,
        UUID checkoutId,
        AuthorizationStatus status,
        @Nullable String reason,
        long amount,
        @Nullable String currency,
        Instant at) {}
