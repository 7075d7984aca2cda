package checkout.cli.saga;

import checkout.cli.command.FilterParams;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select sagas. */
final class SagaOptions {

    @Option(names = "--type", description = "Only sagas of this type, such as checkout or return.")
    private @Nullable String type;

    @Option(
            names = "--state",
            description = "Only sagas in this state, such as WAITING, RETRYING, STUCK, COMPENSATION_STUCK.")
    private @Nullable String state;

    @Option(names = "--stuck", description = "Only stuck sagas, whether running or compensating.")
    private boolean stuck;

    @Option(names = "--step", description = "Only sagas that wait for this step or are stuck at it.")
    private @Nullable String step;

    @Option(names = "--error", description = "Only sagas whose last error or stuck reason contains this text.")
    private @Nullable String error;

    @Option(
            names = "--older-than",
            paramLabel = "DURATION",
            description = "Only sagas older than this: 30s, 10m, 2h, 1d.")
    private @Nullable String olderThan;

    @Option(names = "--dead-letters", description = "Only sagas with open dead letters.")
    private boolean deadLetters;

    FilterParams filter() {
        return new FilterParams()
                .with("type", type)
                .with("state", state)
                .withFlag("stuck", stuck)
                .with("step", step)
                .with("error", error)
                .with("olderThan", FilterParams.isoDuration(olderThan))
                .withFlag("deadLetters", deadLetters);
    }
}
