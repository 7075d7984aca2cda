package checkout.lab.bench;

import checkout.lab.database.SqlQuery;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Fills the store with finished sagas: copies of one that completed, under ids of the past. Each transaction is small and
 * waits for the relay's replication slot; otherwise the WAL retained for it would grow until the server drops the slot.
 */
final class FinishedSagaSeeder {

    private static final int ROWS_PER_TRANSACTION = 20_000;
    private static final long MAX_RETAINED_WAL_BYTES = 512L << 20;
    private static final Polling RELAY_POLLING = new Polling(Duration.ofMinutes(2), Duration.ofMillis(100));

    /** The timestamp in the ids is long before anything that is measured. */
    private static final String COPY = """
            insert into sagas.saga (id, name, version, phase, step, attempt, attempts, last_error, stuck_reason,
                                    deadline_at, state, timetable, data, moved_at)
            select (lpad(to_hex(1500000000000 + n), 12, '0') || '7' || lpad(to_hex((random() * 4095)::int), 3, '0')
                    || '8' || lpad(to_hex((random() * 1e15)::bigint), 15, '0'))::uuid,
                   s.name, s.version, s.phase, s.step, s.attempt, s.attempts, s.last_error, s.stuck_reason,
                   null, s.state, s.timetable, s.data, now()
            from generate_series(?, ?) n,
                 (select * from sagas.saga where name = 'checkout' and phase = 'COMPLETED' order by id desc limit 1) s
            """;

    private final Connection superuser;

    FinishedSagaSeeder(Connection superuser) {
        this.superuser = superuser;
    }

    /** Adds as many sagas as are missing and reports the count after each transaction. */
    void fillUpTo(long wanted, LongConsumer progress) throws SQLException, InterruptedException {
        long count = SqlQuery.number(superuser, "select count(*) from sagas.saga where phase = 'COMPLETED'");
        if (count >= wanted) {
            return;
        }
        try (PreparedStatement copy = superuser.prepareStatement(COPY)) {
            while (count < wanted) {
                long last = Math.min(wanted, count + ROWS_PER_TRANSACTION);
                copy.setLong(1, count + 1);
                copy.setLong(2, last);
                if (copy.executeUpdate() == 0) {
                    throw new StackException("There is no finished saga to copy; ./checkout demo makes some.");
                }
                count = last;
                progress.accept(count);
                awaitRelay();
            }
        }
        try (Statement statement = superuser.createStatement()) {
            statement.execute("vacuum (analyze) sagas.saga");
            statement.execute("checkpoint");
        }
    }

    private void awaitRelay() throws SQLException, InterruptedException {
        long retained =
                RELAY_POLLING.until(bytes -> bytes <= MAX_RETAINED_WAL_BYTES, () -> SqlQuery.number(superuser, """
                        select coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0)::bigint
                        from pg_replication_slots
                        """));
        if (retained > MAX_RETAINED_WAL_BYTES) {
            throw new StackException("The relay does not keep up with the WAL; GET /v1/relay may say why.");
        }
    }
}
