package checkout.lab.scenario.kafka;

import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The relay's slot passes the place where the log stands, and keeps little of the log. A slot that stands still fills the disk
 * however completely the rows are published.
 */
public final class SlotsKeepUp implements Expectation {

    private static final Polling POLLING = new Polling(Duration.ofMinutes(2), Duration.ofMillis(500));

    /** A segment that is being written, the one before it, and what a busy minute writes. */
    private static final long MOST_BYTES = 256L << 20;

    private static final String BEHIND = """
            select format('the slot %s has confirmed %s of %s and keeps %s bytes of the log', slot_name,
                          coalesce(confirmed_flush_lsn::text, 'nothing'), ?, kept)
            from pg_replication_slots
            cross join lateral (select pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint as kept) log
            where database = current_database() and slot_type = 'logical'
              and (confirmed_flush_lsn >= ?::pg_lsn and kept < ?) is not true
            """;

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException, InterruptedException {
        try (Connection auditor = context.auditor()) {
            String position = SqlQuery.one(auditor, "select pg_current_wal_lsn()::text", row -> row.getString(1));
            List<String> behind = POLLING.atMost(context.patience())
                    .until(
                            List::isEmpty,
                            () -> SqlQuery.counterExamples(auditor, BEHIND, position, position, MOST_BYTES));
            long slots = SqlQuery.number(
                    auditor,
                    "select count(*) from pg_replication_slots where database = current_database() and slot_type = 'logical'");
            return List.of(new ExpectationResult(
                    "the slot of the relay passes the end of the log",
                    slots == 0 ? List.of("there is no slot") : behind,
                    Map.of("slots", slots)));
        }
    }
}
