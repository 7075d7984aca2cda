package checkout.lab.stack.part;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A detached process of the stack's JDK that uses, or records, a class data archive. */
final class JvmProcess {

    private final JavaInstallation java;
    private final DetachedProcess process;

    JvmProcess(Path folder, String name, JavaInstallation java) {
        this.java = java;
        this.process = new DetachedProcess(folder, name);
    }

    void start(
            ClassDataArchive archive,
            List<String> options,
            List<String> program,
            Map<String, String> environment,
            Path log)
            throws IOException {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(archive.options());
        arguments.addAll(program);
        process.start(java.java(), arguments, environment, log);
    }

    Optional<ProcessHandle> find() {
        return process.find();
    }

    void stop(ClassDataArchive archive, Duration timeout, Consumer<String> messages)
            throws IOException, InterruptedException {
        boolean wasKilled = process.stop(timeout, messages);
        archive.onProgramEnded(wasKilled, messages);
    }
}
