package checkout.lab.bench;

import checkout.lab.bench.load.EpochMicros;
import checkout.lab.bench.load.LoadCounters;
import checkout.lab.bench.load.LoadGenerator;
import checkout.lab.bench.load.LoadPlan;
import checkout.lab.bench.load.LoadRunName;
import checkout.lab.bench.measure.BenchMeters;
import checkout.lab.bench.measure.MeasuredProcesses;
import checkout.lab.bench.measure.MeterReading;
import checkout.lab.bench.outcome.ConsistencyCheck;
import checkout.lab.bench.outcome.OrderOutcomes;
import checkout.lab.bench.report.ReportFigures;
import checkout.lab.stack.part.KafkaPart;
import checkout.lab.stack.run.LocalStack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Load for some time, and what came of it. */
final class BenchRound {

    private static final long LEAD = EpochMicros.SECOND / 2;

    private final BenchSettings settings;
    private final LocalStack stack;
    private final MeasuredProcesses processes;
    private final LoadGenerator.Target target;
    private final BenchMeters meters;
    private final Connection reader;
    private final BenchProgress progress;

    BenchRound(
            BenchSettings settings,
            LocalStack stack,
            MeasuredProcesses processes,
            LoadGenerator.Target target,
            BenchMeters meters,
            Connection reader,
            BenchProgress progress) {
        this.settings = settings;
        this.stack = stack;
        this.processes = processes;
        this.target = target;
        this.meters = meters;
        this.reader = reader;
        this.progress = progress;
    }

    /** The figures of a round, how many checkouts became what, and what does not add up. */
    record Result(ReportFigures figures, Map<String, Long> counts, List<String> contradictions) {}

    Result run(int number) throws InterruptedException, IOException, SQLException {
        progress.stage("Round %d: %d s of warm-up, %d s of measuring ..."
                .formatted(
                        number,
                        settings.warmup().toSeconds(),
                        settings.measured().toSeconds()));
        LoadRunName run = LoadRunName.random();
        LoadPlan plan = plan();
        try (LoadGenerator load = new LoadGenerator(plan, run, settings.shopping(), target)) {
            load.listen("127.0.0.1:" + stack.ports().of(KafkaPart.NAME));
            load.start();
            LoadCounters counters = load.counters();
            show(counters, plan.measuredFrom());
            MeterReading from = meters.read(counters);
            if (settings.outage()) {
                OrchestratorOutage outage = new OrchestratorOutage(processes, settings.measured());
                try {
                    show(counters, plan.end());
                } finally {
                    outage.end();
                }
            } else {
                show(counters, plan.end());
            }
            MeterReading to = meters.read(counters);
            load.join();
            Map<String, Long> memory = processes.memory();
            DrainPhase drain = new DrainPhase(reader, run, plan.begin(), counters, progress);
            drain.await();
            progress.clear();

            OrderOutcomes outcomes = OrderOutcomes.read(reader, run, plan.begin(), from.micros(), to.micros());
            ConsistencyCheck sums = ConsistencyCheck.read(reader, run, plan.begin());
            reader.rollback();
            ReportFigures figures = new RoundFigures(to.since(from), outcomes, load.intakeMicros()).all();
            drain.addTo(figures, outcomes);
            memory.forEach((part, bytes) -> figures.put("memory." + part, bytes / 1e6));
            return new Result(
                    figures,
                    counts(counters, outcomes),
                    sums.contradictions(counters.accepted(), counters.unanswered()));
        }
    }

    private LoadPlan plan() {
        long begin = EpochMicros.now() + LEAD;
        long from = begin + settings.warmup().toSeconds() * EpochMicros.SECOND;
        long end = from + settings.measured().toSeconds() * EpochMicros.SECOND;
        boolean waitsForEnds = settings.ratePerSecond() == null && !settings.intakeOnly();
        return new LoadPlan(settings.clients(), settings.ratePerSecond(), waitsForEnds, begin, from, end);
    }

    /** A line a second until then. */
    private void show(LoadCounters counters, long until) throws InterruptedException {
        long accepted = counters.accepted();
        long ended = counters.ended();
        for (long now = EpochMicros.now(); now < until; now = EpochMicros.now()) {
            EpochMicros.await(Math.min(until, now + EpochMicros.SECOND));
            double seconds = (EpochMicros.now() - now) / 1e6;
            progress.now("%,d accepted (%,.0f/s), %,d ended (%,.0f/s), %d refused"
                    .formatted(
                            counters.accepted(),
                            (counters.accepted() - accepted) / seconds,
                            counters.ended(),
                            (counters.ended() - ended) / seconds,
                            counters.refusedInAll()));
            accepted = counters.accepted();
            ended = counters.ended();
        }
    }

    private static Map<String, Long> counts(LoadCounters counters, OrderOutcomes outcomes) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("accepted", counters.accepted());
        counts.put("confirmed", outcomes.confirmed());
        outcomes.rejected().forEach((reason, count) -> counts.put("rejected: " + reason, count));
        counts.put("pending", outcomes.pending());
        counters.refused().forEach((why, count) -> counts.put("not accepted: " + why, count));
        counts.put("connections opened", counters.connections());
        return counts;
    }
}
