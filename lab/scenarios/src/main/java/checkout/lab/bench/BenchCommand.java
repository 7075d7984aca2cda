package checkout.lab.bench;

import checkout.lab.bench.load.CartMix;
import checkout.lab.bench.report.BenchReport;
import checkout.lab.bench.report.BenchTable;
import checkout.lab.bench.report.ReportFigures;
import checkout.lab.stack.cli.LauncherEnvironment;
import checkout.lab.stack.cli.LauncherSubcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how much the running stack does, how fast, and at what cost. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Submits checkouts to the running stack as fast as they end, or at a fixed rate, and measures what they cost.",
            "In the same run it measures the floor: the same SQL, one transaction a step, with PostgreSQL alone on the machine.",
            "Exit code 0 only when every accepted checkout ended and all sums agree."
        })
public final class BenchCommand implements LauncherSubcommand {

    @Option(names = "--clients", defaultValue = "128", description = "Connections (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(names = "--seconds", defaultValue = "20", description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "8",
            description = "Seconds of load before that (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Option(
            names = "--rate",
            description =
                    "Checkouts a second, whatever becomes of them. Without it each client waits for the end of its"
                            + " checkout before it submits the next.")
    private @Nullable Integer rate;

    @Option(
            names = "--payment",
            defaultValue = "wallet",
            description = "wallet (a hundred of them) or card (default: ${DEFAULT-VALUE}).")
    private CartMix.Payment payment = CartMix.Payment.WALLET;

    @Option(
            names = "--items",
            defaultValue = "spread",
            description =
                    "spread over the products there is plenty of, or hot: one of them in every cart (default: ${DEFAULT-VALUE}).")
    private CartMix.Items items = CartMix.Items.SPREAD;

    @Option(names = "--lines", defaultValue = "2", description = "Lines in a cart (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = "--intake-only",
            description = "Submit again as soon as the 202 has come; the backlog is drained at the end.")
    private boolean intakeOnly;

    @Option(
            names = "--outage",
            description =
                    "Hold the orchestrator still while the intake is measured; then watch the backlog being drained.")
    private boolean outage;

    @Option(
            names = "--instances",
            defaultValue = "1",
            description = "Of each service, 1 or 2; the second ones run as long as this (default: ${DEFAULT-VALUE}).")
    private int instances;

    @Option(
            names = "--finished-sagas",
            defaultValue = "0",
            description = "Have at least so many finished sagas in the store first; what is missing is made and stays.")
    private long finishedSagas;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "Measure so often and show the medians (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--floor",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Measure the floor too, or not (default: measure).")
    private boolean floor;

    @Option(
            names = "--floor-seconds",
            defaultValue = "12",
            description = "How long; the other parts are held still meanwhile (default: ${DEFAULT-VALUE}).")
    private int floorSeconds;

    @Option(
            names = "--idle-seconds",
            defaultValue = "10",
            description = "How long to watch the idle stack before the load (default: ${DEFAULT-VALUE}).")
    private int idleSeconds;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write settings, versions and all figures to this file.")
    private @Nullable Path json;

    @Option(names = "--against", paramLabel = "FILE", description = "Show the figures of such a file beside today's.")
    private @Nullable Path against;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException, SQLException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        BenchSettings settings = new BenchSettings(
                clients,
                Duration.ofSeconds(warmup),
                Duration.ofSeconds(seconds),
                rate,
                intakeOnly,
                outage,
                new CartMix(items, lines, payment),
                rounds,
                instances,
                finishedSagas,
                Duration.ofSeconds(idleSeconds),
                floor ? Duration.ofSeconds(floorSeconds) : null);
        ReportFigures earlier = against == null ? null : BenchReport.figuresIn(against);
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
                        : "The figures above are worth nothing until that is explained.");
        out.flush();
        return report.contradictions().isEmpty() ? 0 : 1;
    }

    private static String sentence(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> "%,d %s".formatted(count.getValue(), count.getKey()))
                .collect(Collectors.joining(", "));
    }
}
