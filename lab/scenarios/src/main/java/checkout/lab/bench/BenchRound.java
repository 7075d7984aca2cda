package checkout.lab.bench;

import checkout.lab.bench.load.LoadCounters;
import checkout.lab.bench.load.LoadGenerator;
import checkout.lab.bench.load.LoadPlan;
import checkout.lab.bench.load.LoadRunId;
import checkout.lab.bench.measure.BenchMeters;
import checkout.lab.bench.measure.ConsistencyCheck;
import checkout.lab.bench.measure.MeterReading;
import checkout.lab.bench.measure.OrderOutcomes;
import checkout.lab.bench.report.ReportFigures;
import checkout.lab.bench.request.OrderServiceTarget;
import checkout.lab.process.MeasuredProcesses;
import checkout.lab.process.PausedProcesses;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One round: runs the load, reads the meters around the measured window, waits for the backlog and collects the figures. */
record BenchRound(
        BenchSettings settings,
        LocalStack stack,
        MeasuredProcesses processes,
        OrderServiceTarget target,
        BenchMeters meters,
        Connection reader,
        BenchProgress progress) {

    private static final long LEAD_TIME = EpochMicros.SECOND / 2;

    /** The figures of a round, the number of checkouts by outcome, and what does not add up. */
    record Result(ReportFigures figures, Map<String, Long> counts, List<String> contradictions) {}

    Result run(int number) throws InterruptedException, IOException, SQLException {
        progress.stage("Round %d: %d s of warm-up, %d s of measurement ..."
                .formatted(
                        number,
                        settings.warmup().toSeconds(),
                        settings.measured().toSeconds()));
        LoadRunId run = LoadRunId.random();
        LoadPlan plan = plan();
        try (LoadGenerator load = new LoadGenerator(plan, run, settings.carts(), target)) {
            load.listen(stack.kafkaClient("auditor"));
            load.start();
            LoadCounters counters = load.counters();
            show(counters, plan.measuredFrom());
            MeterReading from = meters.read(counters);
            if (settings.outage()) {
                showDuringOutage(counters, plan.end());
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
            ConsistencyCheck consistency = ConsistencyCheck.read(reader, run, plan.begin());
            reader.rollback();
            ReportFigures figures = new RoundFigures(to.since(from), outcomes, load.acceptanceMicros()).all();
            drain.addTo(figures, outcomes);
            memory.forEach((part, bytes) -> figures.put("memory." + part, bytes / 1e6));
            return new Result(
                    figures,
                    counts(counters, outcomes),
                    consistency.contradictions(counters.accepted(), counters.withoutResponse()));
        }
    }

    private LoadPlan plan() {
        long begin = EpochMicros.now() + LEAD_TIME;
        long from = begin + settings.warmup().toSeconds() * EpochMicros.SECOND;
        long end = from + settings.measured().toSeconds() * EpochMicros.SECOND;
        boolean waitsForEnds = settings.ratePerSecond() == null && !settings.intakeOnly();
        return new LoadPlan(settings.clients(), settings.ratePerSecond(), waitsForEnds, begin, from, end);
    }

    /** Pauses the orchestrators, so that nothing behind the order service moves; afterwards they work off the backlog. */
    private void showDuringOutage(LoadCounters counters, long until) throws InterruptedException, IOException {
        PausedProcesses orchestrators = new PausedProcesses(
                processes.matching(name -> name.startsWith("saga-orchestrator")), List.of(), settings.measured());
        try {
            show(counters, until);
        } finally {
            orchestrators.resumeAll();
        }
    }

    /** Shows one line per second until the given time. */
    private void show(LoadCounters counters, long until) throws InterruptedException {
        long accepted = counters.accepted();
        long ended = counters.ended();
        for (long now = EpochMicros.now(); now < until; now = EpochMicros.now()) {
            EpochMicros.await(Math.min(until, now + EpochMicros.SECOND));
            double seconds = (EpochMicros.now() - now) / 1e6;
            progress.update("%,d accepted (%,.0f/s), %,d ended (%,.0f/s), %d refused"
                    .formatted(
                            counters.accepted(),
                            (counters.accepted() - accepted) / seconds,
                            counters.ended(),
                            (counters.ended() - ended) / seconds,
                            counters.totalRefused()));
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
        counters.refused().forEach((reason, count) -> counts.put("not accepted: " + reason, count));
        counts.put("connections opened", counters.connections());
        return counts;
    }
}
