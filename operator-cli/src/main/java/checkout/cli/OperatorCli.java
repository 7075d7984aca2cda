package checkout.cli;

import checkout.cli.catalogue.CatalogueCommand;
import checkout.cli.connection.CliException;
import checkout.cli.consumer.ConsumersCommand;
import checkout.cli.deadletter.DeadLettersCommand;
import checkout.cli.ledger.LedgerCommand;
import checkout.cli.quarantine.QuarantineCommand;
import checkout.cli.reconcile.ReconcileCommand;
import checkout.cli.saga.SagasCommand;
import checkout.cli.stock.StockCommand;
import checkout.cli.storefront.StorefrontsCommand;
import checkout.cli.webhook.WebhooksCommand;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The operator's commands as a program of their own; {@code ./checkout} has the same commands. */
@Command(
        name = "operator-cli",
        mixinStandardHelpOptions = true,
        version = "operator-cli 1.0.0",
        description =
                "Finds sagas, dead letters, consumers, stock, products, storefronts, payments and webhooks of a stack and acts on them.",
        synopsisSubcommandLabel = "COMMAND")
public final class OperatorCli implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private OperatorCli() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return addCommands(new CommandLine(new OperatorCli()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(OperatorCli::printError);
    }

    /** Adds the operator's commands to another command line. */
    public static CommandLine addCommands(CommandLine commandLine) {
        return commandLine
                .addSubcommand(new SagasCommand())
                .addSubcommand(new DeadLettersCommand())
                .addSubcommand(new QuarantineCommand())
                .addSubcommand(new ConsumersCommand())
                .addSubcommand(new StockCommand())
                .addSubcommand(new CatalogueCommand())
                .addSubcommand(new StorefrontsCommand())
                .addSubcommand(new LedgerCommand())
                .addSubcommand(new ReconcileCommand())
                .addSubcommand(new WebhooksCommand())
                .addSubcommand(new ActionsCommand());
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Specify a command.");
        }
    }

    private static int printError(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof CliException) {
            err.println(failure.getMessage());
        } else {
            err.println("Bug in " + command.getCommandSpec().qualifiedName() + ":");
            failure.printStackTrace(err);
        }
        err.flush();
        return 1;
    }
}
