package checkout.lab.stack.part;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A detached process of the stack's JDK that uses an ahead-of-time cache, or is recorded for one. */
final class JvmProcess {

    private final JavaInstallation java;
    private final DetachedProcess process;

    JvmProcess(Path folder, String name, JavaInstallation java) {
        this.java = java;
        this.process = new DetachedProcess(folder, name);
    }

    void start(
            AheadOfTimeCache cache,
            List<String> options,
            List<String> program,
            Map<String, String> environment,
            Path log)
            throws IOException {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(cache.options());
        arguments.addAll(program);
        process.start(java.java(), arguments, environment, log);
    }

    Optional<ProcessHandle> find() {
        return process.find();
    }

    /** The arguments of the running process; empty if it does not run, or if the system does not show them. */
    List<String> arguments() {
        return find().flatMap(running -> running.info().arguments())
                .map(List::of)
                .orElse(List.of());
    }

    void stop(AheadOfTimeCache cache, Duration timeout, Consumer<String> messages)
            throws IOException, InterruptedException {
        boolean wasKilled = process.stop(timeout, messages);
        cache.onProgramEnded(wasKilled, messages);
    }
}
