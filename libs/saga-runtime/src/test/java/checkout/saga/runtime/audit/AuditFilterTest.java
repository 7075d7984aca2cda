package checkout.saga.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.saga.runtime.api.ListParameters;
import checkout.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: a search of the audit log shows actions that nobody asked for, or hides some. */
class AuditFilterTest {
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");

    @Test
    void withoutParametersMatchesEveryAction() {
        assertThat(filter(Map.of()).equal()).isEmpty();
    }

    @Test
    void comparesEachColumnThatIsGiven() {
        assertThat(filter(Map.of(
                                "who",
                                "ann",
                                "action",
                                "retry",
                                "sagaId",
                                ID.toString(),
                                "deadLetterId",
                                new UUID(0, 2).toString()))
                        .equal())
                .isEqualTo(Map.of("who", "ann", "action", "RETRY", "saga_id", ID, "dead_letter_id", new UUID(0, 2)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            who          | ' '    | 'who' must be a text of 1 to 100 characters
            action       | DELETE | one of [RETRY, COMPENSATE, RESOLVE, CANCEL, REDRIVE, DISCARD, REPLAY]
            sagaId       | 01890  | 'sagaId' must be a full id
            deadLetterId | x      | 'deadLetterId' must be a full id
            """, quoteCharacter = '~')
    void refusesAValueThatMatchesNothing(String name, String value, String message) {
        assertThatThrownBy(() -> filter(Map.of(name, value.replace("'", ""))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesANameThatNoUserHas() {
        assertThat(filter(Map.of("who", "x".repeat(100))).equal()).containsKey("who");
        assertThatThrownBy(() -> filter(Map.of("who", "x".repeat(101)))).isInstanceOf(ProblemException.class);
    }

    private static AuditFilter filter(Map<String, String> parameters) {
        return AuditFilter.of(new ListParameters(parameters.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())))));
    }
}
