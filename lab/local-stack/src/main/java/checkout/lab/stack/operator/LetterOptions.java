package checkout.lab.stack.operator;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters are meant. */
final class LetterOptions {

    @Option(names = "--topic", description = "That were to be handled from this topic.")
    private @Nullable String topic;

    @Option(names = "--cause", description = "With this in what they died of.")
    private @Nullable String cause;

    @Option(names = "--saga", paramLabel = "ID", description = "Of this saga.")
    private @Nullable String saga;

    Filter filter() {
        return new Filter().with("topic", topic).with("reason", cause).with("sagaId", saga);
    }
}
