package checkout.lab.stack.part;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of a part, as the command {@code status} shows it. */
public record PartStatus(
        String name,
        PartState state,
        int port,
        @Nullable Long pid,
        @Nullable Long uptimeSeconds) {

    /** Inspects a part; a part without a process is dead if the stack should be running. */
    public static PartStatus of(StackPart part, boolean shouldRun) throws IOException, InterruptedException {
        Optional<ProcessHandle> found = part.process();
        if (found.isEmpty()) {
            PartState state = shouldRun ? PartState.DEAD : PartState.STOPPED;
            return new PartStatus(part.name(), state, part.port(), null, null);
        }
        ProcessHandle process = found.get();
        PartState state = part.isReady() ? PartState.READY : PartState.NOT_READY;
        Long uptime = process.info()
                .startInstant()
                .map(start -> Duration.between(start, Instant.now()).toSeconds())
                .orElse(null);
        return new PartStatus(part.name(), state, part.port(), process.pid(), uptime);
    }
}
