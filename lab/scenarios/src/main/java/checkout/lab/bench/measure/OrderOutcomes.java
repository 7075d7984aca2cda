package checkout.lab.bench.measure;

import checkout.lab.bench.load.LoadRunId;
import checkout.lab.database.SqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The outcomes of one run's orders, read from the order service's table. */
public final class OrderOutcomes {

    private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int SIGNIFICANT_DIGITS = 3;

    /** Selects the run's orders: an id starts with its timestamp, so that the primary key narrows the search. */
    static final String OF_THE_RUN = """
            id >= (lpad(to_hex(? / 1000), 12, '0') || '70008000000000000000')::uuid and starts_with(customer_id, ?)
            """;

    private final Histogram confirmMicros = new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    private final Map<String, Long> rejected = new TreeMap<>();
    private long confirmed;
    private long pending;
    private long finishedInWindow;
    private long lastFinished;

    private OrderOutcomes() {}

    /**
     * Reads the orders of a run. All times are in microseconds.
     *
     * @param begin when the run began
     * @param from when the measured window began
     * @param to when it ended
     */
    public static OrderOutcomes read(Connection auditor, LoadRunId run, long begin, long from, long to)
            throws SQLException {
        OrderOutcomes outcomes = new OrderOutcomes();
        SqlQuery.forEach(
                auditor,
                """
                select status, reason, customer_id, (extract(epoch from finished_at) * 1000000)::bigint
                from orders.orders where %s
                """.formatted(OF_THE_RUN),
                row -> outcomes.add(
                        row.getString(1), row.getString(2), run.arrivalOf(row.getString(3)), row.getLong(4), from, to),
                begin,
                run.prefix());
        return outcomes;
    }

    /** Returns how many of the run's orders have not ended. */
    public static long pending(Connection auditor, LoadRunId run, long begin) throws SQLException {
        return SqlQuery.number(
                auditor,
                "select count(*) from orders.orders where status = 'PENDING' and " + OF_THE_RUN,
                begin,
                run.prefix());
    }

    private void add(String status, String reason, long arrived, long finished, long from, long to) {
        if (status.equals("PENDING")) {
            pending++;
            return;
        }
        if (status.equals("CONFIRMED")) {
            confirmed++;
            if (arrived >= from && arrived < to) {
                confirmMicros.recordValue(Math.min(MAX_MICROS, Math.max(0, finished - arrived)));
            }
        } else {
            rejected.merge(reason, 1L, Long::sum);
        }
        if (finished >= from && finished < to) {
            finishedInWindow++;
        }
        lastFinished = Math.max(lastFinished, finished);
    }

    /** The time from arrival to confirmation, of the customers who arrived in the window. */
    public Histogram confirmMicros() {
        return confirmMicros;
    }

    public long confirmed() {
        return confirmed;
    }

    /** The number of rejected orders by reason. */
    public Map<String, Long> rejected() {
        return rejected;
    }

    public long pending() {
        return pending;
    }

    /** The orders that ended in the window, whenever they were submitted. */
    public long finishedInWindow() {
        return finishedInWindow;
    }

    /** When the last order ended, in microseconds. */
    public long lastFinished() {
        return lastFinished;
    }
}
