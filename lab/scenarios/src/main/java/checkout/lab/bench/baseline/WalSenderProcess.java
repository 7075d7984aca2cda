package checkout.lab.bench.baseline;

import checkout.lab.database.SqlQuery;
import checkout.lab.process.PausedProcesses;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL's process that decodes the WAL for the relay. It would also read the baseline's part of the WAL, which is
 * none of the relay's, so it is paused too, but only while it waits, because then it holds no lock that others need.
 */
final class WalSenderProcess {

    private static final int MAX_TRIES = 100;
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private WalSenderProcess() {}

    static List<ProcessHandle> all(Connection superuser) throws SQLException {
        return SqlQuery.list(
                        superuser,
                        "select pid from pg_stat_activity where backend_type = 'walsender'",
                        row -> ProcessHandle.of(row.getLong(1)))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Resumes and pauses each paused process again until the pause finds it waiting. */
    static void pauseWhileWaiting(List<ProcessHandle> walSenders, PausedProcesses paused, Connection superuser)
            throws SQLException, InterruptedException {
        for (ProcessHandle walSender : walSenders) {
            int tries = 0;
            while (!isWaiting(superuser, walSender.pid())) {
                paused.resume(walSender);
                Thread.sleep(INTERVAL);
                if (tries++ == MAX_TRIES) {
                    return; // too busy to be paused: it keeps running
                }
                paused.pause(walSender);
                Thread.sleep(INTERVAL);
            }
        }
    }

    private static boolean isWaiting(Connection superuser, long pid) throws SQLException {
        return SqlQuery.first(
                        superuser,
                        "select coalesce(wait_event like 'WalSender%', false) from pg_stat_activity where pid = ?",
                        row -> row.getBoolean(1),
                        pid)
                .orElse(false);
    }
}
