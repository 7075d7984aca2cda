package checkout.lab.scenario;

import checkout.lab.stack.cli.LauncherSubcommand;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./checkout scenario}: lists failure scenarios and runs them against the running stack. */
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        description = "Runs load against the running stack, injects faults and checks the invariants.",
        subcommands = {ScenarioListCommand.class, ScenarioWordsCommand.class, ScenarioRunCommand.class})
public final class ScenarioCommand implements LauncherSubcommand {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "Missing subcommand: scenario list, scenario words, or scenario run NAME.");
    }
}
