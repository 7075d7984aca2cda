package checkout.lab.stack.supervise;

import checkout.lab.stack.part.DetachedProcess;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The process of the supervisor: {@code up --detach} ends when the stack is ready, so supervision needs a process of its own. It ends by itself when the stack
 * is stopped.
 */
public final class SupervisorProcess {

    /** What to tell the user of a stack without it. */
    public static final String NOT_RUNNING =
            "Nobody supervises the stack: a part that ends stays down. ./checkout up --detach starts what is missing.";

    private static final String NAME = "supervisor";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final StateDirectory state;
    private final DetachedProcess process;

    public SupervisorProcess(StateDirectory state) {
        this.state = state;
        this.process = new DetachedProcess(state.path(), NAME);
    }

    /**
     * Starts it unless it runs; every part is supervised again, also those that were stopped by hand.
     *
     * @param mainClass runs the supervisor when it is called with {@code command}
     */
    public void start(Class<?> mainClass, String command) throws InterruptedException {
        // one that is about to end, because it has seen the stack being stopped, would not be replaced
        process.stop(STOP_TIMEOUT, message -> {});
        new PartRestarts(state).clear();
        List<String> options = List.of(
                "-Xmx160m", // most of it only if PostgreSQL has to be unpacked again
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=16m",
                "-Dcheckout.home=" + state.sources());
        try {
            process.startClass(mainClass, options, List.of(command), state.log(NAME));
        } catch (IOException e) {
            throw new StackException("The supervisor cannot be started (%s).".formatted(e.getMessage()), e);
        }
    }

    public boolean isRunning() {
        return process.find().isPresent();
    }
}
