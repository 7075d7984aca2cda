package checkout.saga.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.UncategorizedSQLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a description of a failure shows an operator a secret, or does not say what failed. */
class FaultDescriptionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            no address                                  | IllegalStateException: no address
            card "4111" and 'Rue 7' are wrong           | IllegalStateException: card (value withheld) and (value withheld) are wrong
            at ["steps"] of it                          | IllegalStateException: at ["steps"] of it
            bad. Failing row contains (1, tok_ok, x).   | IllegalStateException: bad. Failing row withheld.
            ~~                                          | IllegalStateException
            """)
    void withholdsWhatIsQuoted(String message, String description) {
        assertThat(FaultDescription.of(new IllegalStateException(message))).isEqualTo(description);
    }

    @Test
    void namesTheFailureThatSaysNothing() {
        assertThat(FaultDescription.of(new IllegalStateException((@Nullable String) null)))
                .isEqualTo("IllegalStateException");
    }

    @Test
    void takesTheFirstLineOnly() {
        assertThat(FaultDescription.of(new IllegalStateException("ERROR: no\n  Detail: tok_ok")))
                .isEqualTo("IllegalStateException: ERROR: no");
    }

    @Test
    void ofTheDatabaseSaysWhatItSaidAndNotTheStatement() {
        var refused = new SQLException("ERROR: missing chunk number 0\n  Where: PL", "XX001");
        assertThat(FaultDescription.of(new UncategorizedSQLException("query", "select\n data from saga", refused)))
                .isEqualTo("UncategorizedSQLException: ERROR: missing chunk number 0");
    }

    @Test
    void fitsIntoTheColumn() {
        assertThat(FaultDescription.of(new IllegalStateException("x".repeat(500))))
                .hasSize(400);
        assertThat(FaultDescription.of(new IllegalStateException("a\0b"))).isEqualTo("IllegalStateException: a b");
    }

    @Test
    void ofJsonLeavesOutThePlaceWhichQuotesTheSource() {
        ThrowableAssert.ThrowingCallable reading = () -> JsonMapper.shared().readTree("{\"token\": tok_ok}");
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(JacksonException.class, failure -> assertThat(FaultDescription.of(failure))
                        .startsWith("StreamReadException: Unrecognized token")
                        .doesNotContain("tok_ok", "line"));
    }
}
