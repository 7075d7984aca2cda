package checkout.lab.stack.cli;

import checkout.lab.stack.part.PartLog;
import checkout.lab.stack.part.PartState;
import checkout.lab.stack.part.PartStatus;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StateDirectory;
import checkout.lab.stack.supervise.PartRestarts;
import checkout.lab.stack.supervise.PartRestarts.Restarts;
import checkout.lab.stack.supervise.SupervisorProcess;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Shows the state of every part; exit code 0 only if all are ready. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the state of every part. Exit code 0 only if all parts are ready.")
final class StatusCommand implements LauncherSubcommand {

    private static final int LOG_LINES = 15;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        StateDirectory state = LauncherEnvironment.stateDirectory();
        Optional<LocalStack> started = LocalStack.started(state);
        List<PartStatus> parts = started.isPresent() ? started.get().status() : List.of();
        Map<String, Long> memory = started.isPresent() ? started.get().memory() : Map.of();
        Map<String, Restarts> restarts = new PartRestarts(state).all();
        List<String> earlierBuild = started.map(LocalStack::partsOfEarlierBuild).orElse(List.of());
        boolean supervised = new SupervisorProcess(state).isRunning();
        boolean ready = started.isPresent() && parts.stream().allMatch(part -> part.state() == PartState.READY);
        if (json) {
            Map<String, Object> status = new LinkedHashMap<>();
            status.put("state", started.isEmpty() ? "down" : ready ? "ready" : "degraded");
            started.ifPresent(stack -> status.put("supervised", supervised));
            status.put(
                    "parts",
                    parts.stream()
                            .map(part -> toJson(
                                    part,
                                    memory.get(part.name()),
                                    restarts.get(part.name()),
                                    earlierBuild.contains(part.name())))
                            .toList());
            out.println(JSON.writeValueAsString(status));
        } else if (started.isEmpty()) {
            out.println("The stack is not up; start it with ./checkout up --detach.");
        } else {
            printTable(parts, memory, out);
            if (!supervised && state.isMeantToRun()) {
                out.printf("%n%s%n", SupervisorProcess.NOT_RUNNING);
            }
            explainWhatIsNotReady(started.get(), parts, supervised, out);
            EarlierBuild.report(earlierBuild, out);
            restarts.forEach((part, count) -> out.printf(
                    "%n%s ended unexpectedly and was started again %d times, last at %s; %s says why, and %s is the log of the process that ended first.%n",
                    part, count.count(), count.lastAt(), state.log("supervisor"), PartLog.ofFailure(state.log(part))));
        }
        out.flush();
        return ready ? 0 : 1;
    }

    private static Map<String, @Nullable Object> toJson(
            PartStatus part, @Nullable Long bytes, @Nullable Restarts restarts, boolean earlierBuild) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", part.name());
        fields.put("pid", part.pid());
        fields.put("state", part.state().label());
        fields.put("port", part.port());
        fields.put("uptimeSeconds", part.uptimeSeconds());
        fields.put("rssBytes", bytes);
        fields.put("restarts", restarts == null ? 0 : restarts.count());
        fields.put("lastRestartAt", restarts == null ? null : restarts.lastAt());
        fields.put("earlierBuild", earlierBuild);
        return fields;
    }

    private static void printTable(List<PartStatus> parts, Map<String, Long> memory, PrintWriter out) {
        out.printf("%-19s %-10s %8s %6s %10s %8s%n", "PART", "STATE", "PID", "PORT", "UPTIME", "MEMORY");
        for (PartStatus part : parts) {
            out.printf(
                    "%-19s %-10s %8s %6d %10s %8s%n",
                    part.name(),
                    part.state().label(),
                    part.pid() == null ? "-" : part.pid(),
                    part.port(),
                    uptime(part.uptimeSeconds()),
                    megabytes(memory.get(part.name())));
        }
        out.printf(
                "%-19s %55s%n",
                "total",
                megabytes(memory.values().stream().mapToLong(Long::longValue).sum()));
    }

    private static void explainWhatIsNotReady(
            LocalStack stack, List<PartStatus> parts, boolean supervised, PrintWriter out) {
        for (PartStatus part : parts) {
            if (part.state() == PartState.DEAD) {
                out.printf(
                        "%n%s is dead. %s Last lines of its log:%n%s%n",
                        part.name(),
                        supervised
                                ? "It is restarted automatically, unless ./checkout kill ended it; then run ./checkout up --detach."
                                : "It stays down until ./checkout up --detach.",
                        PartLog.tail(stack.part(part.name()).log(), LOG_LINES));
            } else if (part.state() == PartState.NOT_READY) {
                out.printf(
                        "%n%s is running but not ready; ./checkout consumers list and ./checkout logs %s may show the reason.%n",
                        part.name(), part.name());
            }
        }
    }

    private static String uptime(@Nullable Long seconds) {
        if (seconds == null) {
            return "-";
        }
        Duration uptime = Duration.ofSeconds(seconds);
        return "%d:%02d:%02d".formatted(uptime.toHours(), uptime.toMinutesPart(), uptime.toSecondsPart());
    }

    private static String megabytes(@Nullable Long bytes) {
        return bytes == null ? "-" : "%d MB".formatted(bytes >> 20);
    }
}
