package checkout.messaging;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which step of which saga a message belongs to; a reply carries its command's correlation unchanged. */
public record Correlation(
        UUID sagaId,
        @Nullable String step,
        @Nullable String action,
        @Nullable Integer attempt) {
    public static Correlation ofSaga(UUID sagaId) {
        return new Correlation(sagaId, null, null, null);
    }
}
