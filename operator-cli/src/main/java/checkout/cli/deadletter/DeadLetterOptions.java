package checkout.cli.deadletter;

import checkout.cli.command.FilterParams;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select dead letters. */
final class DeadLetterOptions {

    @Option(names = "--topic", description = "Only records of this topic.")
    private @Nullable String topic;

    @Option(names = "--cause", description = "Only records whose error contains this text.")
    private @Nullable String cause;

    @Option(names = "--saga", paramLabel = "ID", description = "Only records of this saga.")
    private @Nullable String saga;

    FilterParams filter() {
        return new FilterParams().with("topic", topic).with("reason", cause).with("sagaId", saga);
    }
}
