package checkout.saga.runtime.hop;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A dead letter that nobody has settled, and the step of the saga that the message was about. */
public record OpenLetter(
        UUID id,
        String topic,
        String type,
        @Nullable String reason,
        @Nullable String step,
        @Nullable String action) {}
