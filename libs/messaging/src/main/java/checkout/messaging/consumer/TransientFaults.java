package checkout.messaging.consumer;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a fault that passes by itself from one that comes again with the same record. */
final class TransientFaults {
    /** SQLSTATE classes: connection, rollback (deadlock, serialization), resources, operator intervention, I/O. */
    private static final String[] PASSING = {"08", "40", "53", "57", "58"};

    /** The database restarted into another state, or was switched to read-only under us. */
    private static final String READ_ONLY = "25006";

    private TransientFaults() {}

    static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof CannotGetJdbcConnectionException
                    || cause instanceof CannotCreateTransactionException
                    // a rollback or commit that the connection did not survive, with a cause that names no state
                    || cause instanceof TransactionSystemException
                    || (cause instanceof SQLException sql && passes(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(@Nullable String state) {
        if (state == null) {
            return false;
        }
        for (String passing : PASSING) {
            if (state.startsWith(passing)) {
                return true;
            }
        }
        return state.equals(READ_ONLY);
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }
}
