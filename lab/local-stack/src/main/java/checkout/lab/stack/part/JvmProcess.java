package checkout.lab.stack.part;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A detached process on the chosen JDK that starts faster once its classes are archived. */
final class JvmProcess {

    private final JavaInstallation java;
    private final DetachedProcess process;

    JvmProcess(Path folder, String name, JavaInstallation java) {
        this.java = java;
        this.process = new DetachedProcess(folder, name);
    }

    void start(
            ClassDataArchive learned,
            List<String> options,
            List<String> program,
            Map<String, String> environment,
            Path log)
            throws IOException {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(learned.options());
        arguments.addAll(program);
        process.start(java.java(), arguments, environment, log);
    }

    Optional<ProcessHandle> find() {
        return process.find();
    }

    void stop(ClassDataArchive learned, Duration patience, Consumer<String> say)
            throws IOException, InterruptedException {
        boolean politely = process.stop(patience, say);
        learned.ended(politely, say);
    }
}
