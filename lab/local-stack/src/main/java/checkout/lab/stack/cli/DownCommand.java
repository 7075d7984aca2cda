package checkout.lab.stack.cli;

import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StateDirectory;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops the stack. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops the stack; its data are kept for the next ./checkout up.")
final class DownCommand implements LauncherSubcommand {

    @Option(names = "--wipe", description = "Delete all local data and credentials afterwards.")
    private boolean wipe;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        StateDirectory state = LauncherEnvironment.stateDirectory();
        state.create();
        return UpCommand.locked(state, out, () -> {
            LocalStack stack = LocalStack.toStop(state);
            boolean wasRunning = stack.anyRuns();
            try {
                stack.stop(message -> out.println("  " + message));
            } finally {
                stopTrainingRun(state, out);
            }
            out.println(wasRunning ? "The stack is stopped." : "The stack was not up.");
            if (wipe) {
                state.wipe();
                out.println("Deleted all data, logs and credentials.");
            }
            return 0;
        });
    }

    /** Stops what a training run that was killed has left; one that goes on holds the lock. */
    static void stopTrainingRun(StateDirectory state, PrintWriter out) throws InterruptedException {
        StateDirectory trainingRun = state.forTrainingRun();
        if (Files.isDirectory(trainingRun.path())) {
            LocalStack.toStop(trainingRun).stop(message -> out.println("  training run: " + message));
        }
    }
}
