package checkout.lab.stack.cli;

import checkout.lab.stack.state.StackException;
import java.io.PrintWriter;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the script {@code checkout} runs. */
@Command(
        name = "checkout",
        mixinStandardHelpOptions = true,
        version = "checkout 1.0.0",
        description = "The whole checkout system on this machine, on 127.0.0.1 only.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  CHECKOUT_PORT_OFFSET=N  shifts all ports, so that two stacks can run side by side",
            "  JAVA_HOME               the JDK to use (17 or newer); otherwise the newest that is found"
        })
public final class Launcher implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private Launcher() {}

    public static void main(String[] arguments) {
        System.exit(commands().execute(arguments));
    }

    static CommandLine commands() {
        CommandLine commands = new CommandLine(new Launcher())
                .addSubcommand(new UpCommand())
                .addSubcommand(new TrainingRunCommand())
                .addSubcommand(new DownCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new LogsCommand())
                .addSubcommand(new DemoCommand());
        ServiceLoader.load(Subcommand.class).forEach(commands::addSubcommand);
        return commands.setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler(Launcher::explain);
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Name a command.");
        }
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter out = command.getErr();
        if (failure instanceof StackException) {
            out.println(failure.getMessage());
        } else {
            out.println("This is a bug of ./checkout " + command.getCommandName() + ":");
            failure.printStackTrace(out);
        }
        out.flush();
        return 1;
    }
}
