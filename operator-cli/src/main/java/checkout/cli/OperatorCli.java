package checkout.cli;

import checkout.cli.catalogue.CatalogueCommand;
import checkout.cli.command.TerminalSafeWriter;
import checkout.cli.connection.CliException;
import checkout.cli.connection.OperatorApiClient;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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

    private static final String PACKAGE = OperatorCli.class.getPackageName();

    @Spec
    private @Nullable CommandSpec spec;

    private OperatorCli() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // the same output on every machine
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
                .addSubcommand(new ActionsCommand())
                .setExecutionStrategy(OperatorCli::executePlainly);
    }

    /** What an operator's command prints cannot act on the terminal. Its help can, which has colors. */
    private static int executePlainly(ParseResult parsed) {
        List<CommandLine> commands = parsed.asCommandLineList();
        CommandLine command = commands.getLast();
        boolean helps = command.isUsageHelpRequested() || command.isVersionHelpRequested();
        if (!helps && command.getCommand().getClass().getPackageName().startsWith(PACKAGE)) {
            command.setOut(TerminalSafeWriter.of(command.getOut()));
            command.setErr(TerminalSafeWriter.of(command.getErr()));
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Specify a command.");
        }
    }

    private static int printError(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof CliException error) {
            printError(error, command);
        } else {
            err.println("Bug in " + command.getCommandSpec().qualifiedName() + ":");
            failure.printStackTrace(err);
        }
        err.flush();
        return 1;
    }

    /** Says why a command failed; with --json also in its output, which is always JSON. */
    public static void printError(CliException error, CommandLine command) {
        command.getErr().println(error.explanation());
        if (command.getParseResult().hasMatchedOption("--json")) {
            command.getOut()
                    .println(OperatorApiClient.JSON.writeValueAsString(
                            Map.of("error", error.getMessage(), "mayHaveBeenDone", error.mayHaveBeenDone())));
            command.getOut().flush();
        }
    }
}
