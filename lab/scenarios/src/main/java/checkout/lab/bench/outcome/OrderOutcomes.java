package checkout.lab.bench.outcome;

import checkout.lab.bench.load.LoadRunName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The orders of one run, read as the auditor when all of it is over. */
public final class OrderOutcomes {

    private static final int FETCH = 10_000;
    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int DIGITS = 3;

    /** Where the run's orders lie: an id begins with its time. */
    static final String OF_THE_RUN = """
            id >= (lpad(to_hex(? / 1000), 12, '0') || '70008000000000000000')::uuid and starts_with(customer_id, ?)
            """;

    private final Histogram confirmMicros = new Histogram(LONGEST_MICROS, DIGITS);
    private final Map<String, Long> rejected = new TreeMap<>();
    private long confirmed;
    private long pending;
    private long finishedInWindow;
    private long lastFinished;

    private OrderOutcomes() {}

    /**
     * Reads what became of the customers of this run.
     *
     * @param begin when it began, in microseconds
     * @param from when the measured window began
     * @param to when it ended
     */
    public static OrderOutcomes read(Connection auditor, LoadRunName run, long begin, long from, long to)
            throws SQLException {
        OrderOutcomes outcomes = new OrderOutcomes();
        try (PreparedStatement statement = auditor.prepareStatement("""
                select status, reason, customer_id, (extract(epoch from finished_at) * 1000000)::bigint
                from orders.orders where %s
                """.formatted(OF_THE_RUN))) {
            statement.setFetchSize(FETCH);
            statement.setLong(1, begin);
            statement.setString(2, run.prefix());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    outcomes.add(
                            row.getString(1), row.getString(2), run.cameAt(row.getString(3)), row.getLong(4), from, to);
                }
            }
        }
        return outcomes;
    }

    /** How many of the run's orders have not ended yet. */
    public static long pending(Connection auditor, LoadRunName run, long begin) throws SQLException {
        try (PreparedStatement statement = auditor.prepareStatement(
                "select count(*) from orders.orders where status = 'PENDING' and " + OF_THE_RUN)) {
            statement.setLong(1, begin);
            statement.setString(2, run.prefix());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void add(String status, String reason, long came, long finished, long from, long to) {
        if (status.equals("PENDING")) {
            pending++;
            return;
        }
        if (status.equals("CONFIRMED")) {
            confirmed++;
            if (came >= from && came < to) {
                confirmMicros.recordValue(Math.min(LONGEST_MICROS, Math.max(0, finished - came)));
            }
        } else {
            rejected.merge(reason, 1L, Long::sum);
        }
        if (finished >= from && finished < to) {
            finishedInWindow++;
        }
        lastFinished = Math.max(lastFinished, finished);
    }

    /** From when a customer came to when the order was confirmed, of those who came in the window. */
    public Histogram confirmMicros() {
        return confirmMicros;
    }

    public long confirmed() {
        return confirmed;
    }

    /** By reason. */
    public Map<String, Long> rejected() {
        return rejected;
    }

    public long rejectedInAll() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    public long pending() {
        return pending;
    }

    public long orders() {
        return confirmed + rejectedInAll() + pending;
    }

    /** Those that ended in the window, whenever they were submitted. */
    public long finishedInWindow() {
        return finishedInWindow;
    }

    /** When the last one ended, in microseconds. */
    public long lastFinished() {
        return lastFinished;
    }
}
