package checkout.lab.bench.scale;

import checkout.lab.stack.state.StackException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Fills the store with finished sagas: copies of one that ended, under ids of the past. Each transaction is small and waits
 * for the relay's slot, or the log kept for it would grow until the server drops the slot.
 */
public final class FinishedSagas {

    private static final int IN_A_TRANSACTION = 20_000;
    private static final long MOST_LOG_BYTES = 512L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 100;

    /** Where an id's time begins, long before anything that is measured. */
    private static final String COPY = """
            insert into sagas.saga (id, name, version, phase, step, attempt, attempts, last_error, stuck_reason,
                                    deadline_at, state, timetable, data, moved_at)
            select (lpad(to_hex(1500000000000 + n), 12, '0') || '7' || lpad(to_hex((random() * 4095)::int), 3, '0')
                    || '8' || lpad(to_hex((random() * 1e15)::bigint), 15, '0'))::uuid,
                   s.name, s.version, s.phase, s.step, s.attempt, s.attempts, s.last_error, s.stuck_reason,
                   null, s.state, s.timetable, s.data, now()
            from generate_series(?, ?) n,
                 (select * from sagas.saga where phase = 'COMPLETED' order by id desc limit 1) s
            """;

    private final Connection superuser;

    public FinishedSagas(Connection superuser) {
        this.superuser = superuser;
    }

    /** Adds what is missing to so many, and tells how many there are meanwhile. */
    public void fillUpTo(long wanted, LongConsumer progress) throws SQLException, InterruptedException {
        long there = one("select count(*) from sagas.saga where phase = 'COMPLETED'");
        if (there >= wanted) {
            return;
        }
        try (PreparedStatement copy = superuser.prepareStatement(COPY)) {
            while (there < wanted) {
                long last = Math.min(wanted, there + IN_A_TRANSACTION);
                copy.setLong(1, there + 1);
                copy.setLong(2, last);
                if (copy.executeUpdate() == 0) {
                    throw new StackException("There is no finished saga to copy; ./checkout demo makes some.");
                }
                there = last;
                progress.accept(there);
                awaitRelay();
            }
        }
        try (Statement statement = superuser.createStatement()) {
            statement.execute("vacuum (analyze) sagas.saga");
            statement.execute("checkpoint");
        }
    }

    private void awaitRelay() throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (one("select coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0)::bigint"
                        + " from pg_replication_slots")
                > MOST_LOG_BYTES) {
            if (System.nanoTime() > deadline) {
                throw new StackException("The relay does not keep up with the log; GET /v1/relay may say why.");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private long one(String query) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
