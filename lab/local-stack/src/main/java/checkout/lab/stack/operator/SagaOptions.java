package checkout.lab.stack.operator;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which sagas are meant. */
final class SagaOptions {

    @Option(names = "--state", description = "In this state, such as WAITING, RETRYING, STUCK, COMPENSATION_STUCK.")
    private @Nullable String state;

    @Option(names = "--stuck", description = "Stuck on the way forward or back.")
    private boolean stuck;

    @Option(names = "--step", description = "Waiting for this step or stuck at it.")
    private @Nullable String step;

    @Option(names = "--error", description = "With this in the last error or in the reason for being stuck.")
    private @Nullable String error;

    @Option(names = "--older-than", description = "Begun so long ago: 30s, 10m, 2h, 1d.")
    private @Nullable String olderThan;

    @Option(names = "--dead-letters", description = "With open dead letters.")
    private boolean deadLetters;

    ActionFilter filter() {
        return new ActionFilter()
                .with("state", state)
                .flag("stuck", stuck)
                .with("step", step)
                .with("error", error)
                .with("olderThan", ActionFilter.duration(olderThan))
                .flag("deadLetters", deadLetters);
    }
}
