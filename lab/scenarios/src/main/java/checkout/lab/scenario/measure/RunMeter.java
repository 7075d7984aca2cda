package checkout.lab.scenario.measure;

import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.FaultTimes.Interval;
import checkout.lab.scenario.context.ResponseTimes.Percentiles;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.EpochMicros;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Measures a run once a second in a thread of its own, and sums it up at the end. */
public final class RunMeter {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** A line of progress every ten seconds. */
    private static final int READINGS_A_LINE = 10;

    private static final Duration LONGEST_READING = Duration.ofSeconds(10);

    private final ScenarioContext context;
    private final DuplicateMeter duplicates;
    private final Set<UUID> stuck = new HashSet<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("run-meter").unstarted(this::measure);
    private final long loadBegan = EpochMicros.now();
    private volatile long loadEnded;
    private long lastLine = loadBegan;
    private int readings;

    private RunMeter(ScenarioContext context) {
        this.context = context;
        this.duplicates = new DuplicateMeter(context);
    }

    public static RunMeter start(ScenarioContext context) {
        RunMeter meter = new RunMeter(context);
        meter.thread.start();
        return meter;
    }

    /** In microseconds since the epoch. */
    public long loadBegan() {
        return loadBegan;
    }

    public void loadHasEnded() {
        loadEnded = EpochMicros.now();
    }

    private void measure() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                duplicates.read();
                readStuck();
                if (loadEnded == 0 && ++readings % READINGS_A_LINE == 0) {
                    printProgress();
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void printProgress() {
        long now = EpochMicros.now();
        Percentiles times = context.responseTimes().between(lastLine, now);
        lastLine = now;
        context.eventLog()
                .progress("%d checkouts accepted; lately %.0f answers a second, p50 %.1f ms, p99 %.1f ms"
                        .formatted(
                                context.acceptedCheckouts().count(),
                                times.requests() / (double) READINGS_A_LINE,
                                times.p50(),
                                times.p99()));
    }

    private void readStuck() {
        try (Connection auditor = context.auditor()) {
            SqlQuery.forEach(
                    auditor,
                    "select id from sagas.saga where id >= ?::uuid and phase in ('STUCK', 'COMPENSATION_STUCK')",
                    row -> addStuck(row.getObject(1, UUID.class)),
                    context.lowestId());
        } catch (SQLException databaseAway) {
            // a fault may be the reason; the next reading sees what is still stuck then
            context.eventLog().count("readings of stuck sagas without an answer of the database");
        }
    }

    private synchronized void addStuck(UUID saga) {
        stuck.add(saga);
    }

    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(LONGEST_READING);
    }

    /** To be called when the expectations have been checked, because then everything that can end has ended. */
    public RunFigures figures() throws InterruptedException {
        duplicates.read();
        try (Connection auditor = context.auditor()) {
            String lowest = context.lowestId();
            return new RunFigures(
                    SqlQuery.number(auditor, "select count(*) from orders.orders where id >= ?::uuid", lowest),
                    orders(auditor, "CONFIRMED"),
                    orders(auditor, "REJECTED"),
                    stuckSagas().length,
                    SqlQuery.number(
                            auditor,
                            "select count(*) from sagas.saga where id = any (?) and phase in ('COMPLETED', 'COMPENSATED', 'RESOLVED')",
                            (Object) stuckSagas()),
                    duplicates.duplicates(),
                    secondsToRecover(auditor));
        } catch (SQLException e) {
            throw cannotBeMeasured(e);
        }
    }

    private synchronized UUID[] stuckSagas() {
        return stuck.toArray(UUID[]::new);
    }

    private long orders(Connection auditor, String status) throws SQLException {
        return SqlQuery.number(
                auditor,
                "select count(*) from orders.orders where id >= ?::uuid and status = ?",
                context.lowestId(),
                status);
    }

    /** When checkouts of this run ended, in microseconds since the epoch. */
    public List<Long> ends() {
        try (Connection auditor = context.auditor()) {
            return ends(auditor);
        } catch (SQLException e) {
            throw cannotBeMeasured(e);
        }
    }

    private List<Long> ends(Connection auditor) throws SQLException {
        return SqlQuery.list(auditor, """
                select (extract(epoch from finished_at) * 1000000)::bigint from orders.orders
                where id >= ?::uuid and finished_at is not null
                """, row -> row.getLong(1), context.lowestId());
    }

    private static StackException cannotBeMeasured(SQLException e) {
        return new StackException("The run cannot be measured (%s).".formatted(e.getMessage()), e);
    }

    private @Nullable Double secondsToRecover(Connection auditor) throws SQLException {
        List<Interval> faults = context.faultTimes().intervals();
        if (faults.isEmpty()) {
            return null;
        }
        List<Long> ends = ends(auditor);
        long first = faults.stream().mapToLong(Interval::from).min().orElseThrow();
        long last = faults.stream().mapToLong(Interval::to).max().orElseThrow();
        OptionalDouble seconds = new RecoveryTime(ends).seconds(loadBegan, first, last, loadEnded);
        return seconds.isPresent() ? seconds.getAsDouble() : null;
    }
}
