package checkout.web;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Tells a failure of the database that passes by itself from a bug: by the type of the exception, or by the SQLSTATE, because
 * Spring has no type for a lock timeout, a read-only server and several others.
 */
public final class TransientFailures {
    private static final List<Class<? extends Throwable>> TYPES = List.of(
            TransientDataAccessException.class,
            RecoverableDataAccessException.class,
            DataAccessResourceFailureException.class,
            CannotCreateTransactionException.class,
            TransactionSystemException.class);

    private static final int CLASS_LENGTH = 2;

    /** Those that the consumers of messages repeat. This module does not know theirs; a test of order-service compares them. */
    private static final Set<String> CLASSES = Set.of("08", "0A", "26", "40", "53", "57", "58", "72");

    private static final Set<String> STATES = Set.of("25006", "25P03", "25P04", "42P03", "42P05", "55006", "55P03");

    /** A constraint that is checked at the end of the transaction, unlike the rest of its class. */
    private static final String VIOLATION_AT_COMMIT = "40002";

    private TransientFailures() {}

    /** Whether the failure, or one of its causes, is one that passes. */
    public static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            Throwable each = cause;
            if (TYPES.stream().anyMatch(type -> type.isInstance(each))
                    || (cause instanceof SQLException sql && passes(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(@Nullable String state) {
        return state != null
                && !state.equals(VIOLATION_AT_COMMIT)
                && (STATES.contains(state)
                        || (state.length() > CLASS_LENGTH && CLASSES.contains(state.substring(0, CLASS_LENGTH))));
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }
}
