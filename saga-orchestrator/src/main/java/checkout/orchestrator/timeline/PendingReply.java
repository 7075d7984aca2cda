package checkout.orchestrator.timeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An answer that a participant owes a saga. */
public record PendingReply(
        String participant,
        String command,
        String step,
        String action,
        int attempt,
        int of,
        @Nullable Instant askedAt) {}
