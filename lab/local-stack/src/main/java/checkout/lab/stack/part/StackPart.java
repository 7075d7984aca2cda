package checkout.lab.stack.part;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One process of the stack, a server or an application. */
public interface StackPart {

    String name();

    int port();

    /** All ports it listens on. */
    default List<Integer> ports() {
        return List.of(port());
    }

    Path log();

    /** The parts that must be ready before this one starts. */
    Set<String> after();

    /** What can be done before those are ready. */
    default void prepare() throws IOException, InterruptedException {}

    /** Starts the process, which then outlives this JVM. */
    void start() throws IOException, InterruptedException;

    /** What is to be done once, when the process has become ready. */
    default void afterReady() throws IOException, InterruptedException {}

    /** The running process, found by what it is and not by a pid that may be somebody else's by now. */
    Optional<ProcessHandle> process() throws IOException;

    /** Whether it starts as fast as it can; otherwise its next run teaches it. */
    default boolean hasLearned() throws IOException {
        return true;
    }

    /** Whether its end takes longer this time, for it keeps what makes the next start faster. */
    default boolean isLearning() throws IOException {
        return false;
    }

    /** Whether it does its work at this moment. */
    boolean isReady() throws InterruptedException;

    /** Ends the process, politely at first; says so when it had to be killed. */
    void stop(Duration patience, Consumer<String> say) throws IOException, InterruptedException;
}
