package checkout.lab.stack.part;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A process of the stack: a server or an application. */
public interface StackPart {

    String name();

    int port();

    /** All ports it listens on. */
    default List<Integer> ports() {
        return List.of(port());
    }

    Path log();

    /** The names of the parts that must be ready before this one starts. */
    default Set<String> dependencies() {
        return Set.of();
    }

    /** Does the work that needs no other part. */
    default void prepare() throws IOException, InterruptedException {}

    /** Starts the process, which outlives this JVM. */
    void start() throws IOException, InterruptedException;

    /**
     * Does the work that needs the ready process.
     *
     * @param messages gets a sentence about everything that is not as it should be
     */
    default void afterReady(Consumer<String> messages) throws IOException, InterruptedException {}

    /** The running process, found by its command line, because a stored pid may have been reused. */
    Optional<ProcessHandle> process() throws IOException;

    /** Whether the running process is of an earlier build than a start would run now; false if that is not known. */
    default boolean runsEarlierBuild() throws IOException {
        return false;
    }

    /** Whether its ahead-of-time cache exists, if it uses one. */
    default boolean isTrained() throws IOException {
        return true;
    }

    /** Whether stopping it will create its ahead-of-time cache, which takes longer. */
    default boolean isTraining() throws IOException {
        return false;
    }

    /** Whether it is doing its work now. */
    default boolean isReady() throws InterruptedException {
        return LocalPort.isListening(port());
    }

    /** Stops the process, and kills it after the timeout. */
    void stop(Duration timeout, Consumer<String> messages) throws IOException, InterruptedException;
}
