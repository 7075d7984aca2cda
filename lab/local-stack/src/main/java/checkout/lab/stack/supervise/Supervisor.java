package checkout.lab.stack.supervise;

import checkout.lab.stack.part.PartLog;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackLock;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Starts every part again that ended without being told to, until the stack is stopped.
 *
 * <p>It starts a part only under the lock that {@code up}, {@code down} and {@code scenario run} hold, and only if the stack is still meant to run when it has
 * the lock: so nothing starts while the stack is being stopped or after that, and a scenario that kills parts starts them itself.
 */
public final class Supervisor {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final int LOG_LINES = 5;

    private final StateDirectory state;
    private final List<StackPart> parts;
    private final PrintStream log;
    private final PartRestarts restarts;
    private final StoppedByHand stoppedByHand;
    private final Map<String, RestartDelay> delays = new LinkedHashMap<>();

    public Supervisor(StateDirectory state, List<StackPart> parts, PrintStream log) {
        this.state = state;
        this.parts = parts;
        this.log = log;
        this.restarts = new PartRestarts(state);
        this.stoppedByHand = new StoppedByHand(state);
        parts.forEach(part -> delays.put(part.name(), new RestartDelay()));
    }

    /** Returns when the stack is not meant to run any more. */
    public void run() throws InterruptedException {
        log.printf(
                "%s Supervising %s%n",
                Instant.now(), parts.stream().map(StackPart::name).toList());
        try {
            while (state.isMeantToRun()) {
                for (StackPart part : parts) {
                    supervise(part);
                }
                Thread.sleep(INTERVAL.toMillis());
            }
            log.printf("%s The stack is being stopped; the supervision ends%n", Instant.now());
        } catch (LinkageError replaced) {
            // a class that was not loaded yet cannot be loaded any more, now or later
            log.printf(
                    "%s The supervision ends because a build has replaced the program of this process (%s); ./checkout up --detach starts it again%n",
                    Instant.now(), replaced);
        }
    }

    // the outermost loop: a part that cannot be started must not keep the others from being supervised
    void supervise(StackPart part) throws InterruptedException {
        RestartDelay delay = Objects.requireNonNull(delays.get(part.name()));
        try {
            if (part.process().isPresent()) {
                delay.running(System.nanoTime());
            } else if (!stoppedByHand.contains(part.name()) && delay.isDue(System.nanoTime())) {
                new StackLock(state, Duration.ZERO).tryExclusively(() -> start(part, delay));
            }
        } catch (IOException | RuntimeException e) {
            log.printf("%s %s cannot be started: %s%n", Instant.now(), part.name(), e);
        }
    }

    private void start(StackPart part, RestartDelay delay) throws IOException, InterruptedException {
        // looked at again under the lock, because another command may have held it meanwhile
        if (!state.isMeantToRun()
                || stoppedByHand.contains(part.name())
                || part.process().isPresent()) {
            return;
        }
        boolean isFirst = delay.isFirst();
        delay.started(System.nanoTime());
        log.printf(
                "%s %s ended unexpectedly and is started again; the last lines of its log:%n%s%n",
                Instant.now(), part.name(), PartLog.tail(part.log(), LOG_LINES).indent(4));
        restarts.count(part.name(), Instant.now());
        if (isFirst) {
            PartLog.keepAsFailed(part.log());
        }
        part.prepare(); // a build may have replaced the program since
        part.start();
        if (!state.isMeantToRun()) {
            // Ctrl-C in an attached up stops the stack without the lock, and may have looked for this part before it
            // started
            part.stop(STOP_TIMEOUT, log::println);
        }
    }
}
