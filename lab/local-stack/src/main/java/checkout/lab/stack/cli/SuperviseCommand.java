package checkout.lab.stack.cli;

import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StateDirectory;
import checkout.lab.stack.supervise.Supervisor;
import picocli.CommandLine.Command;

/** Supervises the running stack; {@code up} starts it in a process of its own. */
@Command(
        name = SuperviseCommand.NAME,
        hidden = true,
        description = "Starts parts again that end unexpectedly, until the stack is stopped. ./checkout up runs it.")
final class SuperviseCommand implements LauncherSubcommand {

    static final String NAME = "supervise";

    @Override
    public Integer call() throws InterruptedException {
        StateDirectory state = LauncherEnvironment.stateDirectory();
        new Supervisor(state, LocalStack.running(state).parts(), System.out).run();
        return 0;
    }
}
