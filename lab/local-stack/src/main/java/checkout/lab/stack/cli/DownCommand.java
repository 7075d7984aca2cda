package checkout.lab.stack.cli;

import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StateDirectory;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops everything. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops everything; the data stay for the next ./checkout up.")
final class DownCommand implements LauncherSubcommand {

    @Option(names = "--wipe", description = "Delete all local data and credentials afterwards.")
    private boolean wipe;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        StateDirectory folder = LauncherEnvironment.stateDirectory();
        folder.create();
        return UpCommand.alone(folder, out, () -> {
            LocalStack stack = LocalStack.toStop(folder);
            boolean ran = stack.anyRuns();
            stack.stop(sentence -> out.println("  " + sentence));
            out.println(ran ? "The stack is down." : "The stack was not up.");
            if (wipe) {
                folder.wipe();
                out.println("Data, logs and credentials are deleted.");
            }
            return 0;
        });
    }
}
