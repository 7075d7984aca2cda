package checkout.order.webhook.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver, as the API shows it.
 *
 * @param status of the answer; null if there was none
 * @param error what went wrong; null if it succeeded
 * @param answer the first characters of the answer's body
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Attempt(
        int number,
        Instant startedAt,
        long durationMillis,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String answer) {}
