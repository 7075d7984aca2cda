package checkout.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionSystemException;

/** Red here: a good message is buried because the database went away, or a bad one is tried for ever. */
class TransientFaultsTest {

    @Test
    void aRollbackThatTheConnectionDidNotSurvivePasses() {
        assertThat(TransientFaults.is(new TransactionSystemException(
                        "JDBC rollback failed", new SQLException("Connection is closed"))))
                .isTrue();
    }

    @Test
    void aBrokenRuleDoesNotPass() {
        assertThat(TransientFaults.is(
                        new DataIntegrityViolationException("a rule", new SQLException("broken", "23514"))))
                .isFalse();
    }
}
