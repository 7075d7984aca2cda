package checkout.messaging.fault;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells the kind of a failure: by the SQLSTATE if there is one, otherwise by the type of the exception. */
public final class Faults {
    private static final List<Class<? extends Throwable>> TRANSIENT = List.of(
            TransientDataAccessException.class,
            RecoverableDataAccessException.class,
            SQLTransientException.class,
            SQLRecoverableException.class,
            CannotGetJdbcConnectionException.class,
            CannotCreateTransactionException.class,
            // the connection broke during a rollback or commit, and the cause has no SQLSTATE
            TransactionSystemException.class);

    private Faults() {}

    public static FaultKind kindOf(Throwable failure) {
        Optional<String> state = sqlState(failure);
        if (state.isPresent()) {
            return SqlStates.kindOf(state.get());
        }
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            Throwable each = cause;
            if (TRANSIENT.stream().anyMatch(type -> type.isInstance(each))) {
                return FaultKind.TRANSIENT;
            }
            // a class that is missing or does not fit is missing for every record that needs it
            if (cause instanceof LinkageError) {
                return FaultKind.INSTALLATION;
            }
        }
        return FaultKind.RECORD;
    }

    /**
     * Whether others may succeed where this one failed: nothing that passes, and nothing that the database refuses to all. A
     * block of the disk that cannot be read holds some rows, and the others are elsewhere.
     */
    public static boolean concernsOneRow(Throwable failure) {
        return switch (kindOf(failure)) {
            case TRANSIENT ->
                sqlState(failure).filter(SqlStates.UNREADABLE_BLOCK::equals).isPresent();
            // one row may need a class that the others do not need
            case INSTALLATION -> sqlState(failure).isEmpty();
            case RECORD -> true;
        };
    }

    /**
     * Whether a fault that usually passes may be that of one record: a statement or transaction that takes too long, or too
     * much memory, or reads a damaged block. It does not pass if it is the record that makes it so.
     */
    public static boolean mayPersistForOneRecord(Throwable failure) {
        return sqlState(failure)
                .filter(SqlStates.PERHAPS_OF_ONE_RECORD::contains)
                .isPresent();
    }

    /** Whether the virtual machine itself failed, so that nothing may be concluded about a record. */
    public static boolean isFatal(Throwable failure) {
        return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
    }

    /** The SQLSTATE of the failure, or of the first of its causes that has one. */
    static Optional<String> sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }

    /** The innermost cause. */
    static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = next(failure); cause != null; cause = next(cause)) {
            root = cause;
        }
        return root;
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }
}
