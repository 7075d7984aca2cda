package checkout.lab.stack.operator;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters are meant. */
final class DeadLetterOptions {

    @Option(names = "--topic", description = "That were to be handled from this topic.")
    private @Nullable String topic;

    @Option(names = "--cause", description = "With this in what they died of.")
    private @Nullable String cause;

    @Option(names = "--saga", paramLabel = "ID", description = "Of this saga.")
    private @Nullable String saga;

    ActionFilter filter() {
        return new ActionFilter().with("topic", topic).with("reason", cause).with("sagaId", saga);
    }
}
