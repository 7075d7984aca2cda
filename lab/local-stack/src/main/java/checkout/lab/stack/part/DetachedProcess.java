package checkout.lab.stack.part;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Java process that outlives its starter and can be found again without a pid file: its command line carries the state
 * folder and the part's name, so no reused pid and no other clone's process is ever taken for it.
 */
final class DetachedProcess {

    private static final Duration POLL = Duration.ofMillis(20);

    private final String marker;
    private final String name;
    private volatile @Nullable ProcessHandle seen;

    DetachedProcess(Path folder, String name) {
        this.name = name;
        this.marker = "-Dcheckout.part=" + folder.resolve(name);
    }

    /** Starts java with these arguments; the log of the run before is kept beside the new one. */
    void start(Path java, List<String> arguments, Map<String, String> environment, Path log) throws IOException {
        PartLog.turn(log);
        List<String> command = new ArrayList<>();
        // a session of its own: neither Ctrl-C nor the end of the terminal reaches it
        onPath("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.add(java.toString());
        command.add(marker);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        builder.start();
    }

    /** Looks through all processes of the machine until it has seen the one; a start asks a thousand times. */
    Optional<ProcessHandle> find() {
        ProcessHandle known = seen;
        if (known != null && known.isAlive()) {
            return Optional.of(known);
        }
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            Optional<ProcessHandle> found = processes.filter(this::isOurs).findFirst();
            seen = found.orElse(null);
            return found;
        }
    }

    /** True unless it had to be killed. */
    boolean stop(Duration patience, Consumer<String> say) throws InterruptedException {
        Optional<ProcessHandle> running = find();
        if (running.isEmpty()) {
            return true;
        }
        running.get().destroy();
        if (isGone(patience)) {
            return true;
        }
        say.accept("%s did not stop within %d s and is killed.".formatted(name, patience.toSeconds()));
        running.get().destroyForcibly();
        if (!isGone(Duration.ofSeconds(10))) {
            throw new IllegalStateException(
                    name + " survives being killed (pid " + running.get().pid() + ")");
        }
        return false;
    }

    private boolean isGone(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (find().isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(POLL.toMillis());
        }
        return true;
    }

    private boolean isOurs(ProcessHandle process) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        return arguments.length > 0 && arguments[0].equals(marker);
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
