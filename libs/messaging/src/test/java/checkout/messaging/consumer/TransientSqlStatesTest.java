package checkout.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.UncategorizedSQLException;

/** Red here: a good message goes to the dead letters, because a session, a lock or a pooler failed at that moment. */
class TransientSqlStatesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"55P03", "25P03", "25P04", "25006", "0A000", "26000", "42P05", "08006", "40P01", "53300", "57P01"
            })
    void passes(String state) {
        SQLException cause = new SQLException("failed", state);
        assertThat(TransientFaults.is(new UncategorizedSQLException("reading", "select 1", cause)))
                .isTrue();
    }
}
