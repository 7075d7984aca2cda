package checkout.lab.scenario.machine;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.state.StackException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Every time that the database server makes something durable, it takes longer, as on a disk that is shared with others. */
public final class SlowFsync implements Fault, Expectation {

    private static final String STRACE = "strace";
    private static final String DELAYED = "(DELAYED)";
    private static final long END_SECONDS = 10;
    private static final long BEGIN_MILLIS = 300;

    private final Duration delay;
    private final Duration duration;
    private final List<String> failures = new ArrayList<>();
    private long delayed;

    public SlowFsync(Duration delay, Duration duration) {
        this.delay = delay;
        this.duration = duration;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, IOException {
        context.processes().locks().exclusively(PostgresPart.NAME, () -> delay(context));
    }

    private void delay(ScenarioContext context) throws InterruptedException, IOException {
        context.processes().startIfMissing(PostgresPart.NAME);
        Path calls = Files.createTempFile("slow-fsync", ".strace");
        ProcessHandle server = context.stack().part(PostgresPart.NAME).process().orElseThrow();
        Process tracer = start(command(server, calls), calls);
        try {
            if (tracer.waitFor(BEGIN_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new StackException("strace cannot watch PostgreSQL (%s); it needs the right to trace processes."
                        .formatted(Files.readString(calls).lines().findFirst().orElse("no reason given")));
            }
            context.log("every fdatasync of PostgreSQL takes %d ms longer", delay.toMillis());
            Thread.sleep(duration);
        } finally {
            end(tracer);
        }
        long now = count(calls);
        delayed += now;
        if (now == 0) {
            failures.add("no fdatasync was delayed");
        }
        context.log("%d calls of fdatasync were delayed", now);
        Files.deleteIfExists(calls);
    }

    /** Watches the server and its children; those that it starts later are followed. */
    private List<String> command(ProcessHandle server, Path calls) {
        List<String> command = new ArrayList<>(List.of(
                STRACE,
                "-f",
                "-o",
                calls.toString(),
                "-e",
                "trace=fdatasync,fsync",
                "-e",
                "inject=fdatasync,fsync:delay_enter=%d".formatted(delay.toNanos() / 1_000)));
        Stream.concat(Stream.of(server), server.descendants()).forEach(each -> {
            command.add("-p");
            command.add(Long.toString(each.pid()));
        });
        return command;
    }

    private static Process start(List<String> command, Path errors) throws IOException {
        if (Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .noneMatch(folder -> Files.isExecutable(Path.of(folder, STRACE)))) {
            throw new StackException(
                    "slow-fsync needs strace, which is not on the PATH; install it (Debian: apt-get install strace).");
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
    }

    private static void end(Process tracer) throws InterruptedException {
        tracer.destroy();
        if (!tracer.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            tracer.destroyForcibly();
        }
    }

    private static long count(Path calls) throws IOException {
        try (Stream<String> lines = Files.lines(calls)) {
            return lines.filter(line -> line.contains(DELAYED)).count();
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(new ExpectationResult(
                "PostgreSQL waited for its disk", List.copyOf(failures), Map.of("calls delayed", delayed)));
    }
}
