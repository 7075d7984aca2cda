package checkout.lab.bench.baseline;

import checkout.lab.database.SqlQuery;
import checkout.lab.process.MeasuredProcesses;
import checkout.lab.process.PausedProcesses;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Measures the baseline: the same checkouts as one SQL transaction per step on the stack's own PostgreSQL, which has the
 * whole machine to itself because every other part of the stack is paused.
 */
public final class Baseline {

    /** Other parts do not expect a longer silence of those that are paused. */
    private static final Duration MAX_PAUSE = Duration.ofSeconds(20);

    private static final Polling VACUUM_POLLING = new Polling(Duration.ofSeconds(20), Duration.ofMillis(200));
    private static final String RELAY = "outbox-relay";

    /** Each of these numbers of connections is tried, and the best result counts. */
    private static final List<Integer> CONNECTIONS = List.of(8, 16);

    private final MeasuredProcesses processes;
    private final DataSource superuser;

    public Baseline(MeasuredProcesses processes, DataSource superuser) {
        this.processes = processes;
        this.superuser = superuser;
    }

    /**
     * The best result.
     *
     * @param cores how many cores each process used; the client runs in the load generator's process
     */
    public record Result(double perSecond, int connections, Map<String, Double> cores) {}

    public Result measure(Duration duration) throws SQLException, IOException, InterruptedException {
        if (duration.compareTo(MAX_PAUSE) > 0) {
            throw new StackException(
                    "--floor-seconds is %d; it must be at most %d, because the relay is paused that long."
                            .formatted(duration.toSeconds(), MAX_PAUSE.toSeconds()));
        }
        try (Connection owner = superuser.getConnection()) {
            BaselineSchema.create(owner);
            List<BaselineRun> runs = new ArrayList<>();
            try {
                SampleCheckout sample = SampleCheckout.find(owner);
                for (int connections : CONNECTIONS) {
                    runs.add(new BaselineRun(superuser, sample, connections));
                }
                finishPendingWork(owner);
                return best(owner, runs, duration.dividedBy(CONNECTIONS.size()));
            } finally {
                for (BaselineRun run : runs) {
                    run.close();
                }
                BaselineSchema.drop(owner);
            }
        }
    }

    private Result best(Connection owner, List<BaselineRun> runs, Duration each)
            throws SQLException, IOException, InterruptedException {
        Result best = new Result(0, 0, Map.of());
        List<ProcessHandle> walSenders = WalSenderProcess.all(owner);
        PausedProcesses paused = pause(walSenders);
        try {
            WalSenderProcess.pauseWhileWaiting(walSenders, paused, owner);
            for (BaselineRun run : runs) {
                Map<String, Long> before = processes.ticks();
                double perSecond = run.perSecond(each);
                if (perSecond > best.perSecond()) {
                    best = new Result(perSecond, run.connections(), cores(before, processes.ticks(), each));
                }
            }
        } finally {
            paused.resumeAll();
        }
        return best;
    }

    private static Map<String, Double> cores(Map<String, Long> before, Map<String, Long> after, Duration time) {
        Map<String, Double> cores = new LinkedHashMap<>();
        after.forEach((name, ticks) -> cores.put(
                name,
                (ticks - before.getOrDefault(name, 0L))
                        / MeasuredProcesses.TICKS_PER_SECOND
                        / (time.toMillis() / 1e3)));
        return cores;
    }

    /** Lets the server finish what the load left behind: it writes its dirty pages, and autovacuum ends. */
    private static void finishPendingWork(Connection owner) throws SQLException, InterruptedException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("checkpoint");
        }
        VACUUM_POLLING.until(
                vacuuming -> !vacuuming,
                () -> SqlQuery.isTrue(
                        owner,
                        "select exists (select from pg_stat_activity where backend_type = 'autovacuum worker')"));
    }

    /** The relay is paused only intermittently: silent for some seconds, it would lose its place to another instance. */
    private PausedProcesses pause(List<ProcessHandle> walSenders) throws IOException {
        List<ProcessHandle> paused = new ArrayList<>(walSenders);
        paused.addAll(processes.matching(name -> !name.equals(PostgresPart.NAME) && !name.equals(RELAY)));
        return new PausedProcesses(paused, List.of(processes.get(RELAY)), MAX_PAUSE);
    }
}
