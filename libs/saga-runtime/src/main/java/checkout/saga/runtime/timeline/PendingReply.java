package checkout.saga.runtime.timeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command of a saga that its participant has not replied to. */
public record PendingReply(
        String participant,
        String command,
        String step,
        String action,
        int attempt,
        int of,
        @Nullable Instant askedAt) {}
