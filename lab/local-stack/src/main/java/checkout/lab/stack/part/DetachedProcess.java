package checkout.lab.stack.part;

import checkout.lab.stack.state.StackException;
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
 * A process that outlives its starter and is found again without a pid file: its first argument names a file or a folder
 * of this clone, and its user is the user of this process, so that neither a reused pid nor the process of another clone or
 * of another user is mistaken for it.
 */
public final class DetachedProcess {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    private static final String PART = "-Dcheckout.part=";

    private final String marker;
    private final String name;

    /** The file name of the program, if the marker may also be the first argument of others, such as an editor. */
    private final @Nullable String program;

    private volatile @Nullable ProcessHandle lastFound;

    private DetachedProcess(String name, String marker, @Nullable String program) {
        this.name = name;
        this.marker = marker;
        this.program = program;
    }

    /** A Java process, which gets the part's name in the state folder as a system property. */
    public DetachedProcess(Path folder, String name) {
        this(name, PART + folder.resolve(name), null);
    }

    /** A program of this name whose first argument is the file that configures it. */
    public static DetachedProcess configuredBy(Path file, String name) {
        return new DetachedProcess(name, file.toString(), name);
    }

    /** The processes of the folder that run beside the one of this name, as its second or third instance. */
    public static List<DetachedProcess> instances(Path folder, String name) {
        String first = PART + folder.resolve(name) + "-";
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            return processes
                    .map(ProcessHandle::info)
                    .filter(DetachedProcess::isOfThisUser)
                    .map(DetachedProcess::firstArgument)
                    .filter(argument -> argument.startsWith(first)
                            && argument.substring(first.length()).matches("\\d+"))
                    .distinct()
                    .map(argument -> new DetachedProcess(folder, name + "-" + argument.substring(first.length())))
                    .toList();
        }
    }

    public String name() {
        return name;
    }

    /** Starts java with these arguments; the previous log is kept beside the new one. */
    public void start(Path java, List<String> arguments, Map<String, String> environment, Path log) throws IOException {
        start(List.of(java.toString()), arguments, environment, log);
    }

    /**
     * Starts a class with the JDK and the class path of this JVM; the previous log is kept beside the new one. The class path
     * is in the environment, because Java shows no argument of a process whose command line is longer than a page of memory,
     * and nothing would find the process again.
     */
    public void startClass(Class<?> main, List<String> options, List<String> arguments, Path log) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add(main.getName());
        all.addAll(arguments);
        start(JavaInstallation.current().java(), all, Map.of("CLASSPATH", System.getProperty("java.class.path")), log);
    }

    /** Starts a command with these arguments behind the first one; the previous log is kept beside the new one. */
    public void start(List<String> program, List<String> arguments, Map<String, String> environment, Path log)
            throws IOException {
        PartLog.rotate(log);
        List<String> command = new ArrayList<>();
        // in a session of its own, so that neither Ctrl-C nor the end of the terminal reaches it
        onPath("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(program);
        command.add(marker);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                // not the starter's folder, which may be deleted while the process runs
                .directory(log.toAbsolutePath().resolveSibling(".").toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        // known at once: on a busy machine it takes seconds until the process has the command line that find looks for
        lastFound = builder.start().toHandle();
    }

    /** Searches all processes of the machine, but only until found: a start calls this a thousand times. */
    public Optional<ProcessHandle> find() {
        ProcessHandle known = lastFound;
        if (known != null && known.isAlive() && !hasEnded(known.info())) {
            return Optional.of(known);
        }
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            Optional<ProcessHandle> found = processes.filter(this::isOurs).findFirst();
            lastFound = found.orElse(null);
            return found;
        }
    }

    /** Stops the process; returns whether it had to be killed. */
    public boolean stop(Duration timeout, Consumer<String> messages) throws InterruptedException {
        Optional<ProcessHandle> running = find();
        if (running.isEmpty()) {
            return false;
        }
        running.get().destroy();
        if (hasEndedWithin(timeout)) {
            return false;
        }
        messages.accept("%s did not stop within %d s and was killed.".formatted(name, timeout.toSeconds()));
        running.get().destroyForcibly();
        if (!hasEndedWithin(KILL_TIMEOUT)) {
            throw new StackException(
                    "%s (pid %d) does not end, not even after SIGKILL; end that process, then run ./checkout down again."
                            .formatted(name, running.get().pid()));
        }
        return true;
    }

    private boolean hasEndedWithin(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (find().isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
        return true;
    }

    /** A process that has ended is still there until its parent asks for its exit code, but it has no program any more. */
    private static boolean hasEnded(ProcessHandle.Info info) {
        return info.command().isEmpty() && info.arguments().isEmpty();
    }

    private boolean isOurs(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return firstArgument(info).equals(marker)
                && isOfThisUser(info)
                && (program == null
                        || info.command()
                                .map(command -> isProgram(command, program))
                                .orElse(true));
    }

    /** Another user can start a process with any arguments: it cannot be stopped, and must not be sent a part's secrets. */
    private static boolean isOfThisUser(ProcessHandle.Info info) {
        return info.user().equals(ProcessHandle.current().info().user());
    }

    /** The system says so if the program was deleted or replaced since, as by an update. */
    private static boolean isProgram(String command, String program) {
        return command.endsWith("/" + program) || command.endsWith("/" + program + " (deleted)");
    }

    private static String firstArgument(ProcessHandle.Info info) {
        String[] arguments = info.arguments().orElse(new String[0]);
        return arguments.length > 0 ? arguments[0] : "";
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
