package checkout.lab.bench;

import checkout.lab.bench.load.EpochMicros;
import checkout.lab.bench.load.LoadCounters;
import checkout.lab.bench.load.LoadRunName;
import checkout.lab.bench.outcome.OrderOutcomes;
import checkout.lab.bench.report.ReportFigures;
import java.sql.Connection;
import java.sql.SQLException;

/** Waits after the load until everything accepted has ended, as long as there is progress. */
final class DrainPhase {

    private static final long PATIENCE = 30 * EpochMicros.SECOND;
    private static final long PERIOD = EpochMicros.SECOND / 4;

    private final Connection reader;
    private final LoadRunName run;
    private final long begin;
    private final LoadCounters counters;
    private final BenchProgress progress;
    private final long startedAt;
    private final long backlog;

    DrainPhase(Connection reader, LoadRunName run, long begin, LoadCounters counters, BenchProgress progress)
            throws SQLException {
        this.reader = reader;
        this.run = run;
        this.begin = begin;
        this.counters = counters;
        this.progress = progress;
        this.startedAt = EpochMicros.now();
        this.backlog = pending();
    }

    /** Returns when all have ended, or none has for a while. */
    void await() throws SQLException, InterruptedException {
        long left = backlog;
        long movedAt = startedAt;
        while (left > 0 && EpochMicros.now() - movedAt < PATIENCE) {
            progress.now("%,d of %,d accepted have not ended yet".formatted(left, counters.accepted()));
            EpochMicros.await(EpochMicros.now() + PERIOD);
            long now = pending();
            if (now < left) {
                movedAt = EpochMicros.now();
            }
            left = now;
        }
    }

    /** How fast a backlog was worked off, if there was one to speak of. */
    void addTo(ReportFigures figures, OrderOutcomes outcomes) {
        figures.put("drain.backlog", (double) backlog);
        double seconds = Math.max(0, outcomes.lastFinished() - startedAt) / 1e6;
        figures.put("drain.seconds", seconds);
        if (seconds > 1) {
            figures.put("drain.finished/s", (backlog - outcomes.pending()) / seconds);
        }
    }

    private long pending() throws SQLException {
        long pending = OrderOutcomes.pending(reader, run, begin);
        reader.rollback();
        return pending;
    }
}
