package checkout.cli.consumer;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows whether the services consume their messages, and resumes consumers that wait for an operator's decision. */
@Command(
        name = "consumers",
        mixinStandardHelpOptions = true,
        description = "Shows whether the services consume their messages, and resumes consumers that are halted.",
        subcommands = {ConsumersListCommand.class, ConsumersResumeCommand.class})
public final class ConsumersCommand implements Callable<Integer> {

    /** The services that consume messages. */
    static final String PARTS = "order-service, inventory-service, payment-service, saga-orchestrator";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Specify a command.");
    }
}
