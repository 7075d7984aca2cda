package checkout.cli.quarantine;

import checkout.cli.command.FilterParams;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select rows in quarantine. */
final class QuarantineOptions {

    @Option(names = "--source", description = "Only rows of this source of the relay.")
    private @Nullable String source;

    @Option(names = "--topic", description = "Only rows for this topic.")
    private @Nullable String topic;

    FilterParams filter() {
        return new FilterParams().with("source", source).with("topic", topic);
    }
}
