package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.fault.FaultKind;
import checkout.messaging.fault.Faults;
import checkout.web.TransientFailures;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.UncategorizedSQLException;

/** Fails if a failure that the consumers of messages repeat is a bug to the callers of the API, or the other way round. */
class TransientFailuresTest {
    private static final List<String> STATES = List.of(
            "25001", "25006", "25P02", "25P03", "25P04", "40001", "40002", "40P01", "42501", "42P01", "42P03", "42P05",
            "53300", "55000", "55006", "55P02", "55P03", "57014", "57P01", "57P03");

    /** All of PostgreSQL's manual. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00", "01", "02", "03", "08", "09", "0A", "0B", "0F", "0L", "0P", "0Z", "10", "20", "21", "22", "23",
                        "24",
                "25", "26", "27", "28", "2B", "2D", "2F", "34", "38", "39", "3B", "3D", "3F", "40", "42", "44", "53",
                        "54",
                "55", "57", "58", "72", "F0", "HV", "P0", "XX"
            })
    void callersAndConsumersAgreeOnWhatPasses(String sqlClass) {
        assertAgreed(sqlClass + "000");
        STATES.stream().filter(state -> state.startsWith(sqlClass)).forEach(TransientFailuresTest::assertAgreed);
    }

    private static void assertAgreed(String state) {
        Throwable failure = new UncategorizedSQLException("writing", "sql", new SQLException("failed", state));
        assertThat(TransientFailures.is(failure))
                .as("the state %s", state)
                .isEqualTo(Faults.kindOf(failure) == FaultKind.TRANSIENT);
    }
}
