package checkout.strategies.command;

import checkout.cli.command.CommandGroup;
import checkout.lab.stack.cli.LauncherSubcommand;
import picocli.CommandLine.Command;

/** {@code ./checkout lab}: experiments that need no running stack. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Runs experiments on servers of their own; no stack has to be running.",
        subcommands = StrategiesCommand.class)
public final class LabCommand extends CommandGroup implements LauncherSubcommand {}
