package checkout.cli.consumer;

import checkout.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** Shows whether the services consume their messages, and resumes consumers that wait for an operator's decision. */
@Command(
        name = "consumers",
        mixinStandardHelpOptions = true,
        description = "Shows whether the services consume their messages, and resumes consumers that are halted.",
        subcommands = {ConsumersListCommand.class, ConsumersResumeCommand.class})
public final class ConsumersCommand extends CommandGroup {

    /** The services that consume messages. */
    static final String PARTS = "order-service, inventory-service, payment-service, saga-orchestrator";
}
