package checkout.lab.bench;

import checkout.lab.bench.load.LoadCounters;
import checkout.lab.bench.load.LoadRunId;
import checkout.lab.bench.measure.OrderOutcomes;
import checkout.lab.bench.report.ReportFigures;
import checkout.lab.time.EpochMicros;
import java.sql.Connection;
import java.sql.SQLException;

/** Waits after the load until every accepted checkout has ended, for as long as there is progress. */
final class DrainPhase {

    private static final long STALL_TIMEOUT = 30 * EpochMicros.SECOND;
    private static final long POLL_INTERVAL = EpochMicros.SECOND / 4;

    private final Connection reader;
    private final LoadRunId run;
    private final long begin;
    private final LoadCounters counters;
    private final BenchProgress progress;
    private final long startedAt;
    private final long backlog;

    DrainPhase(Connection reader, LoadRunId run, long begin, LoadCounters counters, BenchProgress progress)
            throws SQLException {
        this.reader = reader;
        this.run = run;
        this.begin = begin;
        this.counters = counters;
        this.progress = progress;
        this.startedAt = EpochMicros.now();
        this.backlog = pending();
    }

    /** Returns when all checkouts have ended, or none has for a while. */
    void await() throws SQLException, InterruptedException {
        long left = backlog;
        long lastProgressAt = startedAt;
        while (left > 0 && EpochMicros.now() - lastProgressAt < STALL_TIMEOUT) {
            progress.update("%,d of %,d accepted checkouts have not ended yet".formatted(left, counters.accepted()));
            EpochMicros.await(EpochMicros.now() + POLL_INTERVAL);
            long now = pending();
            if (now < left) {
                lastProgressAt = EpochMicros.now();
            }
            left = now;
        }
    }

    /** Adds how fast the backlog was worked off, if that took more than a second. */
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
