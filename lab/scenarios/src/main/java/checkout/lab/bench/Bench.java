package checkout.lab.bench;

import checkout.lab.bench.floor.Floor;
import checkout.lab.bench.grown.FinishedSagas;
import checkout.lab.bench.grown.Seconds;
import checkout.lab.bench.load.Counters;
import checkout.lab.bench.load.EpochMicros;
import checkout.lab.bench.load.Load;
import checkout.lab.bench.load.Walk;
import checkout.lab.bench.measure.Meters;
import checkout.lab.bench.measure.Processes;
import checkout.lab.bench.measure.Reading;
import checkout.lab.bench.report.Figures;
import checkout.lab.bench.report.Report;
import checkout.lab.bench.report.Versions;
import checkout.lab.stack.part.Part;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.run.Stack;
import checkout.lab.stack.state.Credentials.DatabaseLogin;
import checkout.lab.stack.state.StackFolder;
import checkout.lab.stack.state.StackProblem;
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
final class Bench {

    private static final Duration WALK = Duration.ofSeconds(30);

    private final BenchSettings settings;
    private final StackFolder folder;
    private final Progress progress;

    Bench(BenchSettings settings, StackFolder folder, Progress progress) {
        this.settings = settings;
        this.folder = folder;
        this.progress = progress;
    }

    Report run() throws InterruptedException, IOException, SQLException {
        Stack stack = Stack.running(folder);
        if (settings.finishedSagas() > 0) {
            grow(stack);
        }
        try (Seconds seconds = settings.instances() == 1 ? Seconds.none(stack) : startSeconds(stack)) {
            return run(stack, seconds.parts());
        }
    }

    private void grow(Stack stack) throws SQLException, InterruptedException {
        progress.stage("Filling the store up to %,d finished sagas ...".formatted(settings.finishedSagas()));
        try (Connection superuser = Floor.superuser(
                        stack.credentials().auditor().url(), superuserPassword())
                .getConnection()) {
            new FinishedSagas(superuser)
                    .fillUpTo(settings.finishedSagas(), there -> progress.now("%,d finished sagas".formatted(there)));
        }
    }

    private Seconds startSeconds(Stack stack) throws InterruptedException {
        progress.stage("Starting a second instance of each service ...");
        return Seconds.start(stack);
    }

    private Report run(Stack stack, List<Part> guests) throws InterruptedException, IOException, SQLException {
        List<Part> parts =
                Stream.concat(stack.parts().stream(), guests.stream()).toList();
        Processes processes = new Processes(parts);
        Load.Target target = new Load.Target(
                parts.stream()
                        .filter(part -> part.name().startsWith("order-service"))
                        .map(Part::port)
                        .toList(),
                stack.credentials().storefront().key());
        DatabaseLogin auditor = stack.credentials().auditor();
        Floor floor = new Floor(processes, Floor.superuser(auditor.url(), superuserPassword()));
        Walk walk = new Walk(target, WALK);
        walk.check();
        progress.stage("Measuring %s.".formatted(settings.sentence()));
        try (Connection meter = DriverManager.getConnection(auditor.url(), auditor.username(), auditor.password());
                Connection reader =
                        DriverManager.getConnection(auditor.url(), auditor.username(), auditor.password())) {
            reader.setAutoCommit(false);
            Meters meters = new Meters(processes, meter, folder.kafka());
            Figures idle = idle(meters);
            Round round = new Round(settings, stack, processes, target, meters, reader, progress);
            List<Figures> rounds = new ArrayList<>();
            Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
            List<String> contradictions = new ArrayList<>();
            for (int n = 1; n <= settings.rounds(); n++) {
                Round.Result result = round.run(n);
                if (settings.floor() != null) {
                    addFloor(result.figures(), floor, settings.floor());
                    walk.check();
                }
                rounds.add(result.figures());
                counts.put("Round " + n, result.counts());
                result.contradictions().forEach(contradictions::add);
            }
            Figures medians = Figures.medians(rounds);
            idle.values().forEach(medians::put);
            return new Report(
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    settings.asJson(),
                    Versions.read(meter, folder.sources()),
                    medians.values(),
                    rounds.stream().map(Figures::values).toList(),
                    counts,
                    contradictions);
        }
    }

    private Figures idle(Meters meters) throws InterruptedException {
        Figures figures = Figures.none();
        long seconds = settings.idle().toSeconds();
        if (seconds == 0) {
            return figures;
        }
        progress.stage("Watching the idle stack for %d s ...".formatted(seconds));
        Counters nobody = new Counters();
        Reading before = meters.read(nobody);
        EpochMicros.await(before.micros() + seconds * EpochMicros.SECOND);
        Reading.Usage usage = meters.read(nobody).since(before);
        double sum = 0;
        for (Map.Entry<String, Double> process : usage.cpu().entrySet()) {
            if (!process.getKey().equals(Processes.GENERATOR)) {
                figures.put("idle." + process.getKey(), process.getValue() / usage.seconds());
                sum += process.getValue();
            }
        }
        return figures.put("idle.together", sum / usage.seconds());
    }

    private void addFloor(Figures figures, Floor floor, Duration duration)
            throws InterruptedException, IOException, SQLException {
        progress.stage(
                "Measuring PostgreSQL alone for %d s, everything else held still ...".formatted(duration.toSeconds()));
        Floor.Result result = floor.measure(duration);
        figures.put("floor.per second", result.perSecond());
        figures.put("floor.connections", result.connections());
        figures.put("floor.transactions", result.transactions());
        figures.put("floor.statements", result.statements());
        double postgres = result.cores().entrySet().stream()
                .filter(process -> process.getKey().startsWith(PostgresPart.NAME))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        figures.put("floor.cores for PostgreSQL", postgres);
        figures.put("floor.cores for its client", result.cores().getOrDefault(Processes.GENERATOR, 0.0));
        figures.put("floor.ratio", figures.get("checkouts.finished/s") / result.perSecond());
    }

    private String superuserPassword() {
        return folder.secrets()
                .orElseThrow(() -> new StackProblem("The stack is not up; start it with ./checkout up --detach."))
                .databaseSuperuser();
    }
}
