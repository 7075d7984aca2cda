package checkout.saga.runtime.timeline;

import checkout.saga.engine.state.StepStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last command of a step that waits or is stuck.
 *
 * @param participant the service that it was sent to
 * @param lastError why the step was not done before
 * @param reply what was received for this very attempt; null if nothing was
 */
public record SentCommand(
        UUID id,
        String type,
        String topic,
        String participant,
        String step,
        String action,
        int attempt,
        StepStatus status,
        @Nullable String lastError,
        @Nullable ReceivedReply reply) {

    /** A reply that this orchestrator has received. */
    public record ReceivedReply(String type, @Nullable Instant sentAt) {}
}
