package checkout.lab.scenario;

import checkout.lab.stack.cli.LauncherSubcommand;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Breaks the running stack on purpose and tells whether it kept its word. */
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        description = "Puts the running stack under load, breaks parts of it, and checks what must hold nevertheless.",
        subcommands = {ScenarioListCommand.class, ScenarioRunCommand.class})
public final class ScenarioCommand implements LauncherSubcommand {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "Say what to do: scenario list, or scenario run NAME.");
    }
}
