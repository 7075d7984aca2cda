package checkout.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionSystemException;

/** Red here: a good message goes to the dead letters because the database was away, or a bad one is retried for ever. */
class TransientFaultsTest {

    @Test
    void aRollbackOnABrokenConnectionIsTransient() {
        assertThat(TransientFaults.is(new TransactionSystemException(
                        "JDBC rollback failed", new SQLException("Connection is closed"))))
                .isTrue();
    }

    @Test
    void aViolatedConstraintIsNotTransient() {
        assertThat(TransientFaults.is(
                        new DataIntegrityViolationException("a constraint", new SQLException("violated", "23514"))))
                .isFalse();
    }
}
