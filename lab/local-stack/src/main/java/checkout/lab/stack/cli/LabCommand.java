package checkout.lab.stack.cli;

import checkout.cli.command.CommandGroup;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./checkout lab}: experiments that need no running stack. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Runs experiments on servers of their own; no stack has to be running.")
final class LabCommand extends CommandGroup {

    /** The command with every experiment that is on the class path. */
    static CommandLine commandLine() {
        CommandLine lab = new CommandLine(new LabCommand());
        ServiceLoader.load(LabSubcommand.class).forEach(lab::addSubcommand);
        return lab;
    }
}
