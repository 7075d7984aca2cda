package checkout.saga.runtime.operator;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga in a list.
 *
 * @param step the step that it waits for or is stuck at, in its {@code attempt}th of {@code attempts}
 * @param nextAt when it goes on without an operator; null if it does not
 * @param parked whether nobody can decide on it for the time being; {@code stuckReason} says why
 * @param notDeployed why this instance cannot run it; null if it can
 * @param resolvedAs how an operator said that it ended, in a word of its type
 */
record SagaSummary(
        UUID id,
        String type,
        String state,
        @Nullable String step,
        @Nullable Integer attempt,
        @Nullable Integer attempts,
        @Nullable String lastError,
        @Nullable Instant nextAt,
        @Nullable String stuckReason,
        int version,
        @Nullable Instant startedAt,
        Instant movedAt,
        int openDeadLetters,
        boolean parked,
        @Nullable String notDeployed,
        @Nullable String resolvedAs) {}
