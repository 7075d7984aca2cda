package checkout.messaging.handling;

import java.sql.SQLException;
import java.time.Duration;

/** Waits for locks that end with {@code lock_timeout}, because another transaction held the lock for longer. */
public final class LockTimeouts {
    private static final String STATE = "55P03";

    private LockTimeouts() {}

    /** The statement that limits the wait for locks until the end of the transaction. */
    public static String setLocal(Duration wait) {
        return "set local lock_timeout = " + wait.toMillis();
    }

    public static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && STATE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
