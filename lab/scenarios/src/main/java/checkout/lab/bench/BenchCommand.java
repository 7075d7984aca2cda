package checkout.lab.bench;

import checkout.lab.bench.report.BenchReport;
import checkout.lab.bench.report.BenchTable;
import checkout.lab.bench.report.ReportFigures;
import checkout.lab.bench.request.CartMix;
import checkout.lab.stack.cli.LauncherEnvironment;
import checkout.lab.stack.cli.LauncherSubcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./checkout bench}: measures throughput, latency and cost of the running stack. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Submits checkouts to the running stack, as fast as they end or at a fixed rate, and measures throughput, latency and cost.",
            "In the same run it measures the baseline: the same checkouts as one SQL transaction per step on PostgreSQL alone.",
            "Exit code 0 only if every accepted checkout ended and all sums agree."
        })
public final class BenchCommand implements LauncherSubcommand {

    @Option(
            names = "--clients",
            defaultValue = "128",
            description = "Number of connections (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(names = "--seconds", defaultValue = "20", description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            description =
                    "Load before each round. Without it the stack is loaded once until its rate is steady, for two to twenty minutes.")
    private @Nullable Integer warmup;

    @Option(
            names = "--cold",
            arity = "0..1",
            paramLabel = "TIMES",
            defaultValue = "0",
            fallbackValue = "1",
            description =
                    "First restart the stack that often (once, if no number is given) and measure its first minute each time.")
    private int coldStarts;

    @Option(
            names = "--rate",
            description =
                    "Checkouts per second, however long they take. Without it each client waits for the end of its"
                            + " checkout before it submits the next.")
    private @Nullable Integer rate;

    @Option(
            names = "--payment",
            defaultValue = "wallet",
            description = "wallet (one of a hundred) or card (default: ${DEFAULT-VALUE}).")
    private CartMix.Payment payment = CartMix.Payment.WALLET;

    @Option(
            names = "--items",
            defaultValue = "spread",
            description =
                    "spread over the products with ample stock, or hot: one of them in every cart (default: ${DEFAULT-VALUE}).")
    private CartMix.Items items = CartMix.Items.SPREAD;

    @Option(names = "--lines", defaultValue = "2", description = "Lines per cart (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = "--intake-only",
            description = "Submit the next checkout as soon as the 202 has arrived; wait for the backlog at the end.")
    private boolean intakeOnly;

    @Option(
            names = "--outage",
            description =
                    "Pause the orchestrator during the measurement; then measure how fast the backlog is worked off.")
    private boolean outage;

    @Option(
            names = "--instances",
            defaultValue = "1",
            description =
                    "Instances of each service, 1 or 2; the second ones run during the benchmark only (default: ${DEFAULT-VALUE}).")
    private int instances;

    @Option(
            names = "--finished-sagas",
            defaultValue = "0",
            description = "First add finished sagas to the store until it holds that many; they remain.")
    private long finishedSagas;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "Measure that many times and show the medians (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--floor",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Measure the baseline too, or not (default: measure).")
    private boolean baseline;

    @Option(
            names = "--floor-seconds",
            defaultValue = "12",
            description =
                    "How long to measure the baseline; all other parts are paused meanwhile (default: ${DEFAULT-VALUE}).")
    private int baselineSeconds;

    @Option(
            names = "--idle-seconds",
            defaultValue = "10",
            description = "How long to measure the idle stack before the load (default: ${DEFAULT-VALUE}).")
    private int idleSeconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write settings, versions and all figures to a file.")
    private @Nullable Path json;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            split = ",",
            description =
                    "Show the figures of earlier --json files beside the new ones; repeat it, or separate the files by commas.")
    private List<Path> against = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException, SQLException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        BenchSettings settings = new BenchSettings(
                clients,
                warmup == null ? null : Duration.ofSeconds(warmup),
                Duration.ofSeconds(seconds),
                rate,
                intakeOnly,
                outage,
                new CartMix(items, lines, payment),
                rounds,
                coldStarts,
                instances,
                finishedSagas,
                Duration.ofSeconds(idleSeconds),
                baseline ? Duration.ofSeconds(baselineSeconds) : null);
        Map<String, ReportFigures> earlier = new LinkedHashMap<>();
        against.forEach(file -> earlier.put(file.toString().replaceFirst("\\.json$", ""), BenchReport.figuresIn(file)));
        BenchReport report = new Benchmark(
                        settings,
                        LauncherEnvironment.stateDirectory(),
                        new BenchProgress(out, LauncherEnvironment.onTerminal()))
                .run();
        if (json != null) {
            report.write(json);
        }
        new BenchTable(out, earlier).print(new ReportFigures(report.figures()));
        report.counts().forEach((round, counts) -> out.println(round + ": " + sentence(counts)));
        report.contradictions().forEach(sentence -> out.println("WRONG: " + sentence + "."));
        out.println(
                report.contradictions().isEmpty()
                        ? "All sums agree."
                        : "The figures are invalid until this is explained.");
        out.flush();
        return report.contradictions().isEmpty() ? 0 : 1;
    }

    private static String sentence(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> "%,d %s".formatted(count.getValue(), count.getKey()))
                .collect(Collectors.joining(", "));
    }
}
