package checkout.lab.bench.baseline;

import checkout.lab.bench.freeze.FrozenProcesses;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The process of PostgreSQL that reads its log for the relay. It would read the floor's part of the log as well, which
 * is none of the relay's, so it is held still too; but only where it waits, for there it holds no lock that others need.
 */
final class WalSenderProcess {

    private static final int MOST_TRIES = 100;
    private static final long PAUSE_MILLIS = 20;

    private WalSenderProcess() {}

    static List<ProcessHandle> all(Connection superuser) throws SQLException {
        List<ProcessHandle> all = new ArrayList<>();
        try (Statement statement = superuser.createStatement();
                ResultSet row =
                        statement.executeQuery("select pid from pg_stat_activity where backend_type = 'walsender'")) {
            while (row.next()) {
                ProcessHandle.of(row.getLong(1)).ifPresent(all::add);
            }
        }
        return all;
    }

    /** Lets a frozen one run on until it is seen to have been stopped in a wait. */
    static void makeSure(List<ProcessHandle> walsenders, FrozenProcesses frozen, Connection superuser)
            throws SQLException, InterruptedException {
        for (ProcessHandle walsender : walsenders) {
            int tries = 0;
            while (!isWaiting(superuser, walsender.pid())) {
                frozen.wake(walsender);
                Thread.sleep(PAUSE_MILLIS);
                if (tries++ == MOST_TRIES) {
                    return; // it is too busy to be held still, and runs
                }
                frozen.still(walsender);
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static boolean isWaiting(Connection superuser, long pid) throws SQLException {
        try (PreparedStatement statement =
                superuser.prepareStatement("select wait_event like 'WalSender%' from pg_stat_activity where pid = ?")) {
            statement.setLong(1, pid);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
