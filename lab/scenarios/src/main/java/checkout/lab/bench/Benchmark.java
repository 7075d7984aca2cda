package checkout.lab.bench;

import checkout.lab.bench.baseline.Baseline;
import checkout.lab.bench.baseline.BaselineCheckout;
import checkout.lab.bench.load.LoadCounters;
import checkout.lab.bench.measure.BenchMeters;
import checkout.lab.bench.measure.MeterReading;
import checkout.lab.bench.report.BenchEnvironment;
import checkout.lab.bench.report.BenchReport;
import checkout.lab.bench.report.ReportFigures;
import checkout.lab.bench.request.OrderServiceTarget;
import checkout.lab.bench.request.SmokeCheckout;
import checkout.lab.database.DatabaseConnections;
import checkout.lab.process.MeasuredProcesses;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StateDirectory;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A whole benchmark of a running stack: first idle, then load and baseline in each round, then the medians. */
final class Benchmark {

    private static final Duration SMOKE_TIMEOUT = Duration.ofSeconds(30);

    private final BenchSettings settings;
    private final StateDirectory folder;
    private final BenchProgress progress;

    Benchmark(BenchSettings settings, StateDirectory folder, BenchProgress progress) {
        this.settings = settings;
        this.folder = folder;
        this.progress = progress;
    }

    BenchReport run() throws InterruptedException, IOException, SQLException {
        List<ColdStart.Result> coldStarts = coldStarts();
        LocalStack stack = LocalStack.running(folder);
        if (stack.isTraining()) {
            throw new StackException("The JVMs of this stack are recorded for their ahead-of-time caches, which makes"
                    + " them slower; restart it with ./checkout down and ./checkout up --detach.");
        }
        if (settings.finishedSagas() > 0) {
            addFinishedSagas(stack);
        }
        try (SecondInstances second = settings.instances() == 1 ? SecondInstances.none(stack) : startSecond(stack)) {
            return run(
                    stack,
                    coldStarts,
                    Stream.concat(stack.parts().stream(), second.parts().stream())
                            .toList());
        }
    }

    private List<ColdStart.Result> coldStarts() throws InterruptedException, IOException, SQLException {
        List<ColdStart.Result> results = new ArrayList<>();
        if (settings.coldStarts() > 0) {
            LocalStack.running(folder); // fails unless there is a stack to restart
        }
        for (int n = 1; n <= settings.coldStarts(); n++) {
            results.add(new ColdStart(settings, folder, progress).run(n));
        }
        return results;
    }

    private void addFinishedSagas(LocalStack stack) throws SQLException, InterruptedException {
        progress.stage("Adding finished sagas up to %,d ...".formatted(settings.finishedSagas()));
        try (Connection superuser = DatabaseConnections.superuser(stack, folder).getConnection()) {
            new FinishedSagaSeeder(superuser)
                    .fillUpTo(
                            settings.finishedSagas(), count -> progress.update("%,d finished sagas".formatted(count)));
        }
    }

    private SecondInstances startSecond(LocalStack stack) throws InterruptedException {
        progress.stage("Starting a second instance of each service ...");
        return SecondInstances.start(stack);
    }

    private BenchReport run(LocalStack stack, List<ColdStart.Result> coldStarts, List<StackPart> parts)
            throws InterruptedException, IOException, SQLException {
        MeasuredProcesses processes = new MeasuredProcesses(parts);
        OrderServiceTarget target = OrderServiceTarget.of(parts, stack);
        Baseline baseline = new Baseline(processes, DatabaseConnections.superuser(stack, folder));
        SmokeCheckout smokeCheckout = new SmokeCheckout(target, SMOKE_TIMEOUT);
        smokeCheckout.run();
        progress.stage("Measuring %s.".formatted(settings.sentence()));
        try (Connection meter = DatabaseConnections.auditor(stack);
                Connection reader = DatabaseConnections.auditor(stack)) {
            reader.setAutoCommit(false);
            BenchMeters meters = new BenchMeters(processes, meter, folder.kafka());
            ReportFigures once = idle(meters);
            BenchRound round = new BenchRound(settings, stack, processes, target, meters, reader, progress);
            List<ReportFigures> rounds = new ArrayList<>();
            Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
            List<String> contradictions = new ArrayList<>();
            coldStarts.forEach(cold -> contradictions.addAll(cold.contradictions()));
            if (settings.warmup() == null) {
                contradictions.addAll(new WarmUp(settings, stack, target, progress).run(reader, once));
            }
            for (int n = 1; n <= settings.rounds(); n++) {
                BenchRound.Result result = round.run(n);
                if (settings.baseline() != null) {
                    addBaseline(result.figures(), baseline, settings.baseline());
                    smokeCheckout.run();
                }
                rounds.add(result.figures());
                counts.put("Round " + n, result.counts());
                contradictions.addAll(result.contradictions());
            }
            ReportFigures medians = ReportFigures.medians(rounds);
            once.values().forEach(medians::put);
            addColdStarts(medians, coldStarts);
            return new BenchReport(
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    settings.asJson(),
                    BenchEnvironment.read(meter, folder.sources()),
                    medians.values(),
                    rounds.stream().map(ReportFigures::values).toList(),
                    counts,
                    contradictions);
        }
    }

    private static void addColdStarts(ReportFigures figures, List<ColdStart.Result> coldStarts) {
        if (coldStarts.isEmpty()) {
            return;
        }
        ReportFigures cold = ReportFigures.medians(
                coldStarts.stream().map(ColdStart.Result::figures).toList());
        cold.values().forEach(figures::put);
        double warm = figures.get("checkouts.finished/s");
        figures.put("cold.first 30 s, of the warm rate", figures.get(ColdStart.FIRST) / warm);
        figures.put("cold.second 30 s, of the warm rate", figures.get(ColdStart.SECOND) / warm);
    }

    private ReportFigures idle(BenchMeters meters) throws InterruptedException {
        ReportFigures figures = ReportFigures.none();
        long seconds = settings.idle().toSeconds();
        if (seconds == 0) {
            return figures;
        }
        progress.stage("Measuring the idle stack for %d s ...".formatted(seconds));
        LoadCounters noLoad = new LoadCounters();
        MeterReading before = meters.read(noLoad);
        EpochMicros.await(before.micros() + seconds * EpochMicros.SECOND);
        MeterReading.Usage usage = meters.read(noLoad).since(before);
        double sum = 0;
        for (Map.Entry<String, Double> process : usage.cpu().entrySet()) {
            if (!process.getKey().equals(MeasuredProcesses.LOAD_GENERATOR)) {
                figures.put("idle." + process.getKey(), process.getValue() / usage.seconds());
                sum += process.getValue();
            }
        }
        return figures.put("idle.together", sum / usage.seconds());
    }

    private void addBaseline(ReportFigures figures, Baseline baseline, Duration duration)
            throws InterruptedException, IOException, SQLException {
        progress.stage("Measuring the baseline, PostgreSQL alone, for %d s; every other process is paused ..."
                .formatted(duration.toSeconds()));
        Baseline.Result result = baseline.measure(duration);
        figures.put("floor.per second", result.perSecond());
        figures.put("floor.connections", result.connections());
        figures.put("floor.transactions", BaselineCheckout.TRANSACTIONS);
        figures.put("floor.statements", BaselineCheckout.STATEMENTS);
        double postgres = result.cores().entrySet().stream()
                .filter(process -> process.getKey().startsWith(PostgresPart.NAME))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        figures.put("floor.cores for PostgreSQL", postgres);
        figures.put("floor.cores for its client", result.cores().getOrDefault(MeasuredProcesses.LOAD_GENERATOR, 0.0));
        figures.put("floor.ratio", figures.get("checkouts.finished/s") / result.perSecond());
    }
}
