package checkout.lab.bench.baseline;

import checkout.lab.bench.freeze.FrozenProcesses;
import checkout.lab.bench.measure.MeasuredProcesses;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What the same PostgreSQL does of the same checkouts, one transaction a step, with the whole machine for itself: every
 * other part of the stack is held still meanwhile.
 */
public final class Baseline {

    /** Nobody else is told to expect a longer silence. */
    private static final Duration LONGEST_STILLNESS = Duration.ofSeconds(20);

    private static final Duration VACUUM_PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 200;
    private static final String RELAY = "outbox-relay";

    /** Both are tried, and the better one counts. */
    private static final List<Integer> CONNECTIONS = List.of(8, 16);

    private final MeasuredProcesses processes;
    private final DataSource superuser;

    public Baseline(MeasuredProcesses processes, DataSource superuser) {
        this.processes = processes;
        this.superuser = superuser;
    }

    public static DataSource superuser(String url, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("postgres");
        source.setPassword(password);
        source.setPrepareThreshold(1);
        return source;
    }

    /**
     * What it came to.
     *
     * @param connections how many did best
     * @param cores how many cores each process used meanwhile; the floor's client is the load generator
     */
    public record Result(double perSecond, int connections, Map<String, Double> cores) {
        public int transactions() {
            return BaselineCheckout.TRANSACTIONS;
        }

        public int statements() {
            return BaselineCheckout.STATEMENTS;
        }
    }

    public Result measure(Duration duration) throws SQLException, IOException, InterruptedException {
        if (duration.compareTo(LONGEST_STILLNESS) > 0) {
            throw new StackException(
                    "--floor-seconds is %d; it must be at most %d, for the relay is held still so long."
                            .formatted(duration.toSeconds(), LONGEST_STILLNESS.toSeconds()));
        }
        try (Connection owner = superuser.getConnection()) {
            BaselineSchema.create(owner);
            List<BaselineRun> runs = new ArrayList<>();
            try {
                SampleCheckout sampleCheckout = SampleCheckout.find(owner);
                for (int connections : CONNECTIONS) {
                    runs.add(new BaselineRun(superuser, sampleCheckout, connections));
                }
                settle(owner);
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
        List<ProcessHandle> walsenders = WalSenderProcess.all(owner);
        FrozenProcesses frozen = freeze(walsenders);
        try {
            WalSenderProcess.makeSure(walsenders, frozen, owner);
            for (BaselineRun run : runs) {
                Map<String, Long> before = processes.ticks();
                double perSecond = run.perSecond(each);
                if (perSecond > best.perSecond()) {
                    best = new Result(perSecond, run.connections(), cores(before, processes.ticks(), each));
                }
            }
        } finally {
            frozen.thaw();
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

    /** What the load left to be done is done before: its pages are written, and the vacuum has come to its end. */
    private static void settle(Connection owner) throws SQLException, InterruptedException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("checkpoint");
            long deadline = System.nanoTime() + VACUUM_PATIENCE.toNanos();
            while (isVacuuming(statement) && System.nanoTime() < deadline) {
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private static boolean isVacuuming(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "select exists (select from pg_stat_activity where backend_type = 'autovacuum worker')")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** The relay breathes: silent for some seconds it would lose its place to another one. */
    private FrozenProcesses freeze(List<ProcessHandle> walsenders) throws IOException {
        List<ProcessHandle> still = new ArrayList<>(walsenders);
        processes.names().stream()
                .filter(name -> !name.equals(PostgresPart.NAME) && !name.equals(RELAY))
                .map(processes::of)
                .forEach(still::add);
        return new FrozenProcesses(still, List.of(processes.of(RELAY)), LONGEST_STILLNESS);
    }
}
