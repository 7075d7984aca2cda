package checkout.messaging.fault;

import static checkout.messaging.fault.FaultKind.INSTALLATION;
import static checkout.messaging.fault.FaultKind.RECORD;
import static checkout.messaging.fault.FaultKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionSystemException;

/** Red here: a good message goes to the dead letters because of its surroundings, or a bad one is retried for ever. */
class FaultsTest {

    /** The classes of appendix A of PostgreSQL's manual. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00", "01", "02", "03", "08", "09", "0A", "0B", "0F", "0L", "0P", "0Z", "10", "20", "21", "22", "23",
                        "24",
                "25", "26", "27", "28", "2B", "2D", "2F", "34", "38", "39", "3B", "3D", "3F", "40", "42", "44", "53",
                        "54",
                "55", "57", "58", "72", "F0", "HV", "P0", "XX"
            })
    void knowsEveryClassOfStates(String sqlClass) {
        assertThat(SqlStates.isKnownClass(sqlClass)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "08000, connection exception",
        "08006, connection failure",
        "08P01, protocol violation by a pooler",
        "0A000, cached plan must not change result type",
        "25006, read-only after a failover",
        "25P03, idle_in_transaction_session_timeout",
        "25P04, transaction_timeout",
        "26000, prepared statement does not exist (pooler)",
        "40001, serialization failure",
        "40P01, deadlock",
        "42P05, prepared statement exists (pooler)",
        "53100, disk full",
        "53300, too many connections",
        "55006, object in use",
        "55P03, lock_timeout",
        "57014, statement_timeout or cancelled",
        "57P01, administrator's shutdown",
        "57P03, starting up",
        "57P05, idle_session_timeout",
        "58030, input or output error"
    })
    void retriesWhatPasses(String state, String meaning) {
        assertThat(kindOf(state)).as(meaning).isEqualTo(TRANSIENT);
    }

    @Test
    void anUnreadableBlockConcernsTheRowsThatItHolds() {
        assertThat(Faults.concernsOneRow(new SQLException("could not read block 3", "58030")))
                .isTrue();
        assertThat(Faults.concernsOneRow(new SQLException("disk full", "53100")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "28P01, password",
        "3D000, no such database",
        "3F000, no such schema",
        "42501, missing privilege",
        "42601, syntax",
        "42703, no such column",
        "42883, no such function",
        "42P01, no such table",
        "42804, type of a column"
    })
    void haltsForWhatIsNoRecordsFault(String state, String meaning) {
        assertThat(kindOf(state)).as(meaning).isEqualTo(INSTALLATION);
    }

    @ParameterizedTest
    @CsvSource({
        "22001, value too long",
        "22P05, character that cannot be stored",
        "23505, unique constraint",
        "23514, check constraint",
        "40002, constraint at the commit",
        "54000, row too large for an index",
        "55000, state of an object",
        "P0001, raise",
        "XX001, damaged page",
        "ZZ999, unknown"
    })
    void isolatesWhatMayBeTheRecordsFault(String state, String meaning) {
        assertThat(kindOf(state)).as(meaning).isEqualTo(RECORD);
    }

    private static FaultKind kindOf(String state) {
        return Faults.kindOf(new BadSqlGrammarException("handle", "select", new SQLException("failed", state)));
    }

    @Test
    void theStateCountsMoreThanTheTypeOfTheException() {
        assertThat(Faults.kindOf(new CannotGetJdbcConnectionException("no", new SQLException("password", "28P01"))))
                .isEqualTo(INSTALLATION);
    }

    @Test
    void aConnectionThatCannotBeHadIsTransient() {
        assertThat(Faults.kindOf(new CannotGetJdbcConnectionException("no", new SQLException("timed out"))))
                .isEqualTo(TRANSIENT);
    }

    @Test
    void aRollbackOnABrokenConnectionIsTransient() {
        assertThat(Faults.kindOf(new TransactionSystemException(
                        "JDBC rollback failed", new SQLException("Connection is closed"))))
                .isEqualTo(TRANSIENT);
    }

    @Test
    void aViolatedConstraintIsTheRecords() {
        assertThat(Faults.kindOf(
                        new DataIntegrityViolationException("a constraint", new SQLException("violated", "23514"))))
                .isEqualTo(RECORD);
    }

    @Test
    void aMissingClassIsTheInstallationsAndAnOverflowTheRecords() {
        assertThat(Faults.kindOf(new NoClassDefFoundError("checkout/Gone"))).isEqualTo(INSTALLATION);
        assertThat(Faults.kindOf(new ExceptionInInitializerError(new IllegalStateException("no"))))
                .isEqualTo(INSTALLATION);
        assertThat(Faults.kindOf(new StackOverflowError())).isEqualTo(RECORD);
        assertThat(Faults.isFatal(new StackOverflowError())).isFalse();
        assertThat(Faults.isFatal(new OutOfMemoryError("heap"))).isTrue();
    }
}
