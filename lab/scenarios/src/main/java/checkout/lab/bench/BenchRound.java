package checkout.lab.bench;

import checkout.lab.bench.load.LoadCounters;
import checkout.lab.bench.load.LoadPlan;
import checkout.lab.bench.measure.BenchMeters;
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
        progress.stage("Round %d: %d s of load before it, %d s of measurement ..."
                .formatted(
                        number,
                        settings.beforeRound().toSeconds(),
                        settings.measured().toSeconds()));
        LoadPlan plan = plan();
        try (CheckedLoad load = new CheckedLoad(plan, settings.carts(), stack, target, progress)) {
            load.start();
            LoadCounters counters = load.counters();
            load.showUntil(plan.measuredFrom());
            MeterReading from = meters.read(counters);
            if (settings.outage()) {
                showDuringOutage(load, plan.end());
            } else {
                load.showUntil(plan.end());
            }
            MeterReading to = meters.read(counters);
            load.stop();
            Map<String, Long> memory = processes.memory();
            DrainPhase drain = load.drain(reader);
            OrderOutcomes outcomes = load.outcomes(reader, from.micros(), to.micros());
            List<String> contradictions = load.contradictions(reader);
            ReportFigures figures = new RoundFigures(to.since(from), outcomes, load.acceptanceMicros()).all();
            drain.addTo(figures, outcomes);
            memory.forEach((part, bytes) -> figures.put("memory." + part, bytes / 1e6));
            return new Result(figures, counts(counters, outcomes), contradictions);
        }
    }

    private LoadPlan plan() {
        long begin = EpochMicros.now() + LEAD_TIME;
        long from = begin + settings.beforeRound().toSeconds() * EpochMicros.SECOND;
        long end = from + settings.measured().toSeconds() * EpochMicros.SECOND;
        boolean waitsForEnds = settings.ratePerSecond() == null && !settings.intakeOnly();
        return new LoadPlan(settings.clients(), settings.ratePerSecond(), waitsForEnds, begin, from, end);
    }

    /** Pauses the orchestrators, so that nothing behind the order service moves; afterwards they work off the backlog. */
    private void showDuringOutage(CheckedLoad load, long until) throws InterruptedException, IOException {
        PausedProcesses orchestrators = new PausedProcesses(
                processes.matching(name -> name.startsWith("saga-orchestrator")), List.of(), settings.measured());
        try {
            load.showUntil(until);
        } finally {
            orchestrators.resumeAll();
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
