package checkout.lab.stack.cli;

import checkout.cli.OperatorCli;
import checkout.cli.connection.CliException;
import checkout.lab.stack.state.StackException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main class of the script {@code checkout}. */
@Command(
        name = "checkout",
        mixinStandardHelpOptions = true,
        version = "checkout 1.0.0",
        description = "Runs the whole checkout system on this machine, on 127.0.0.1 only.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  CHECKOUT_PORT_OFFSET=N  shifts all ports, so that several stacks can run side by side",
            "  CHECKOUT_PASSWORD       the password for --user of the operator's commands",
            "  JAVA_HOME               the JDK to use (21 or newer); default: the newest JDK found"
        })
public final class Launcher implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private Launcher() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // the same output, and the same files, on every machine
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine launcher = new CommandLine(new Launcher())
                .addSubcommand(new UpCommand())
                .addSubcommand(new TrainingRunCommand())
                .addSubcommand(new DownCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new LogsCommand())
                .addSubcommand(new KeyCommand())
                .addSubcommand(new KillCommand())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new SuperviseCommand());
        OperatorCli.addCommands(launcher);
        ServiceLoader.load(LauncherSubcommand.class).forEach(launcher::addSubcommand);
        launcher.addSubcommand(LabCommand.commandLine());
        return launcher.setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler(Launcher::printError);
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Specify a command.");
        }
    }

    private static int printError(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof CliException error) {
            OperatorCli.printError(error, command);
        } else if (failure instanceof StackException) {
            err.println(failure.getMessage());
        } else {
            err.println("Bug in ./" + command.getCommandSpec().qualifiedName() + ":");
            failure.printStackTrace(err);
        }
        err.flush();
        return 1;
    }
}
