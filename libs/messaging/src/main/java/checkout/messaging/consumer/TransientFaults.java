package checkout.messaging.consumer;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells transient faults, which pass by themselves, from faults of a record, which come again with it. */
final class TransientFaults {
    private static final List<Class<? extends Exception>> TRANSIENT = List.of(
            TransientDataAccessException.class,
            RecoverableDataAccessException.class,
            CannotGetJdbcConnectionException.class,
            CannotCreateTransactionException.class,
            // the connection broke during a rollback or commit, and the cause has no SQLSTATE
            TransactionSystemException.class);

    /** SQLSTATE classes: connection, rollback (deadlock, serialization), resources, operator intervention, I/O. */
    private static final String[] TRANSIENT_CLASSES = {"08", "40", "53", "57", "58"};

    private static final Set<String> TRANSIENT_STATES = Set.of(
            // the database restarted as a replica, or was switched to read-only
            "25006",
            // the session was ended, because it was idle in its transaction, or the transaction took too long
            "25P03",
            "25P04",
            // a row or a table was locked by another transaction for too long
            LockTimeouts.STATE,
            // a table was altered while its statements were prepared; they are prepared again
            "0A000",
            // a pooler gave the transaction a session that does not know the prepared statement, or knows another one
            "26000",
            "42P05");

    private TransientFaults() {}

    static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            Throwable each = cause;
            if (TRANSIENT.stream().anyMatch(type -> type.isInstance(each))
                    || (cause instanceof SQLException sql && isTransient(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTransient(@Nullable String state) {
        if (state == null) {
            return false;
        }
        for (String transientClass : TRANSIENT_CLASSES) {
            if (state.startsWith(transientClass)) {
                return true;
            }
        }
        return TRANSIENT_STATES.contains(state);
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }
}
