package checkout.lab.bench.freeze;

import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processes that are held still, so that what they would do by themselves does not disturb a measurement. They run again
 * when they are thawed, when this JVM is ended, and even when it is killed: a shell wakes them then.
 *
 * <p>Some of them must give a sign of life in between, or the database gives their place to others: those breathe.
 */
public final class FrozenProcesses {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String ALARM = "trap '' INT HUP; sleep \"$0\"; kill -CONT \"$@\"";
    private static final long STILL_MILLIS = 1_500;
    private static final long BREATH_MILLIS = 150;

    private final List<String> all;
    private final List<String> breathing;
    private final Process alarm;
    private final Thread breath = new Thread(this::breathe, "breath");
    private final Thread hook = new Thread(this::wake, "thaw");
    private boolean thawed;

    /** @param atMost after which they run again, if this JVM did not see to it */
    public FrozenProcesses(List<ProcessHandle> still, List<ProcessHandle> breathing, Duration atMost)
            throws IOException {
        this.all = Stream.concat(still.stream(), breathing.stream())
                .map(process -> Long.toString(process.pid()))
                .toList();
        this.breathing = all.subList(still.size(), all.size());
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", ALARM, Long.toString(atMost.plus(GRACE).toSeconds())));
        command.addAll(all);
        this.alarm = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(hook);
        signal("STOP", all);
        breath.start();
    }

    public void thaw() throws InterruptedException {
        wake();
        breath.join();
        alarm.destroy();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    /** Lets one of them run for now. */
    public void wake(ProcessHandle one) {
        signal("CONT", List.of(Long.toString(one.pid())));
    }

    /** Holds that one still again. */
    public void still(ProcessHandle one) {
        signal("STOP", List.of(Long.toString(one.pid())));
    }

    private synchronized void wake() {
        thawed = true;
        notifyAll();
        signal("CONT", all);
    }

    private synchronized void breathe() {
        try {
            while (!thawed) {
                wait(STILL_MILLIS);
                signal("CONT", breathing);
                wait(BREATH_MILLIS);
                if (!thawed) {
                    signal("STOP", breathing);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void signal(String name, List<String> pids) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        command.addAll(pids);
        try {
            new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            throw new StackException(
                    "The stack's processes %s cannot be sent SIG%s (%s)."
                            .formatted(String.join(", ", pids), name, e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
