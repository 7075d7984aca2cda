package checkout.lab.stack.pgbouncer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red means: the driver prepares statements that PgBouncer does not follow, or does without those that it follows. */
class PgBouncerProgramTest {

    @ParameterizedTest
    @CsvSource({
        "PgBouncer 1.18.0, false",
        "PgBouncer 1.20.1, false",
        "PgBouncer 1.21.0, true",
        "PgBouncer 1.24.1, true",
        "PgBouncer 2.0.0, true",
        "something else, false"
    })
    void followsPreparedStatementsFromVersion121(String version, boolean follows) {
        assertThat(PgBouncerProgram.follows(version)).isEqualTo(follows);
    }
}
