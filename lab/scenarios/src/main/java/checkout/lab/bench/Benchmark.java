package checkout.lab.bench;

import checkout.lab.bench.baseline.Baseline;
import checkout.lab.bench.load.EpochMicros;
import checkout.lab.bench.load.LoadCounters;
import checkout.lab.bench.load.LoadGenerator;
import checkout.lab.bench.load.SmokeCheckout;
import checkout.lab.bench.measure.BenchMeters;
import checkout.lab.bench.measure.MeasuredProcesses;
import checkout.lab.bench.measure.MeterReading;
import checkout.lab.bench.report.BenchReport;
import checkout.lab.bench.report.EnvironmentInfo;
import checkout.lab.bench.report.ReportFigures;
import checkout.lab.bench.scale.FinishedSagas;
import checkout.lab.bench.scale.SecondInstances;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.Credentials.DatabaseLogin;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A whole benchmark of a running stack: idle, then load and floor for each round, then the medians. */
final class Benchmark {

    private static final Duration WALK = Duration.ofSeconds(30);

    private final BenchSettings settings;
    private final StateDirectory folder;
    private final BenchProgress progress;

    Benchmark(BenchSettings settings, StateDirectory folder, BenchProgress progress) {
        this.settings = settings;
        this.folder = folder;
        this.progress = progress;
    }

    BenchReport run() throws InterruptedException, IOException, SQLException {
        LocalStack stack = LocalStack.running(folder);
        if (settings.finishedSagas() > 0) {
            grow(stack);
        }
        try (SecondInstances seconds = settings.instances() == 1 ? SecondInstances.none(stack) : startSeconds(stack)) {
            return run(stack, seconds.parts());
        }
    }

    private void grow(LocalStack stack) throws SQLException, InterruptedException {
        progress.stage("Filling the store up to %,d finished sagas ...".formatted(settings.finishedSagas()));
        try (Connection superuser = Baseline.superuser(
                        stack.credentials().auditor().url(), superuserPassword())
                .getConnection()) {
            new FinishedSagas(superuser)
                    .fillUpTo(settings.finishedSagas(), there -> progress.now("%,d finished sagas".formatted(there)));
        }
    }

    private SecondInstances startSeconds(LocalStack stack) throws InterruptedException {
        progress.stage("Starting a second instance of each service ...");
        return SecondInstances.start(stack);
    }

    private BenchReport run(LocalStack stack, List<StackPart> guests)
            throws InterruptedException, IOException, SQLException {
        List<StackPart> parts =
                Stream.concat(stack.parts().stream(), guests.stream()).toList();
        MeasuredProcesses processes = new MeasuredProcesses(parts);
        LoadGenerator.Target target = new LoadGenerator.Target(
                parts.stream()
                        .filter(part -> part.name().startsWith("order-service"))
                        .map(StackPart::port)
                        .toList(),
                stack.credentials().storefront().key());
        DatabaseLogin auditor = stack.credentials().auditor();
        Baseline baseline = new Baseline(processes, Baseline.superuser(auditor.url(), superuserPassword()));
        SmokeCheckout smokeCheckout = new SmokeCheckout(target, WALK);
        smokeCheckout.check();
        progress.stage("Measuring %s.".formatted(settings.sentence()));
        try (Connection meter = DriverManager.getConnection(auditor.url(), auditor.username(), auditor.password());
                Connection reader =
                        DriverManager.getConnection(auditor.url(), auditor.username(), auditor.password())) {
            reader.setAutoCommit(false);
            BenchMeters meters = new BenchMeters(processes, meter, folder.kafka());
            ReportFigures idle = idle(meters);
            BenchRound round = new BenchRound(settings, stack, processes, target, meters, reader, progress);
            List<ReportFigures> rounds = new ArrayList<>();
            Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
            List<String> contradictions = new ArrayList<>();
            for (int n = 1; n <= settings.rounds(); n++) {
                BenchRound.Result result = round.run(n);
                if (settings.floor() != null) {
                    addFloor(result.figures(), baseline, settings.floor());
                    smokeCheckout.check();
                }
                rounds.add(result.figures());
                counts.put("Round " + n, result.counts());
                result.contradictions().forEach(contradictions::add);
            }
            ReportFigures medians = ReportFigures.medians(rounds);
            idle.values().forEach(medians::put);
            return new BenchReport(
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    settings.asJson(),
                    EnvironmentInfo.read(meter, folder.sources()),
                    medians.values(),
                    rounds.stream().map(ReportFigures::values).toList(),
                    counts,
                    contradictions);
        }
    }

    private ReportFigures idle(BenchMeters meters) throws InterruptedException {
        ReportFigures figures = ReportFigures.none();
        long seconds = settings.idle().toSeconds();
        if (seconds == 0) {
            return figures;
        }
        progress.stage("Watching the idle stack for %d s ...".formatted(seconds));
        LoadCounters nobody = new LoadCounters();
        MeterReading before = meters.read(nobody);
        EpochMicros.await(before.micros() + seconds * EpochMicros.SECOND);
        MeterReading.Usage usage = meters.read(nobody).since(before);
        double sum = 0;
        for (Map.Entry<String, Double> process : usage.cpu().entrySet()) {
            if (!process.getKey().equals(MeasuredProcesses.GENERATOR)) {
                figures.put("idle." + process.getKey(), process.getValue() / usage.seconds());
                sum += process.getValue();
            }
        }
        return figures.put("idle.together", sum / usage.seconds());
    }

    private void addFloor(ReportFigures figures, Baseline baseline, Duration duration)
            throws InterruptedException, IOException, SQLException {
        progress.stage(
                "Measuring PostgreSQL alone for %d s, everything else held still ...".formatted(duration.toSeconds()));
        Baseline.Result result = baseline.measure(duration);
        figures.put("floor.per second", result.perSecond());
        figures.put("floor.connections", result.connections());
        figures.put("floor.transactions", result.transactions());
        figures.put("floor.statements", result.statements());
        double postgres = result.cores().entrySet().stream()
                .filter(process -> process.getKey().startsWith(PostgresPart.NAME))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        figures.put("floor.cores for PostgreSQL", postgres);
        figures.put("floor.cores for its client", result.cores().getOrDefault(MeasuredProcesses.GENERATOR, 0.0));
        figures.put("floor.ratio", figures.get("checkouts.finished/s") / result.perSecond());
    }

    private String superuserPassword() {
        return folder.secrets()
                .orElseThrow(() -> new StackException("The stack is not up; start it with ./checkout up --detach."))
                .databaseSuperuser();
    }
}
