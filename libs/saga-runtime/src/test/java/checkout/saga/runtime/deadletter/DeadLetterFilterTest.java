package checkout.saga.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.saga.runtime.api.ListParameters;
import checkout.web.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: an operator redrives or discards dead letters that the filter excludes. */
class DeadLetterFilterTest {
    private static final String ID = "01890000-0000-7000-8000-000000000001";
    private static final DeadLetterFilter NONE = new DeadLetterFilter(null, null, null, null, null);

    private final List<Object> arguments = new ArrayList<>();

    @Test
    void withoutParametersMatchesEveryDeadLetter() {
        assertThat(parameters(Map.of())).isEqualTo(NONE);
        assertThat(NONE.conditions(arguments)).isEmpty();
        assertThat(arguments).isEmpty();
        assertThat(NONE.isEmpty()).isTrue();
    }

    @Test
    void aDeadLetterMustMatchEveryCriterion() {
        DeadLetterFilter filter = parameters(
                Map.of("topic", "checkout.replies", "reason", "No Body", "status", "redriven", "sagaId", ID));

        assertThat(filter.conditions(arguments))
                .containsExactly("status = 'REDRIVEN'", "topic = ?", "strpos(lower(reason), ?) > 0", "saga_id = ?");
        assertThat(arguments).containsExactly("checkout.replies", "no body", UUID.fromString(ID));
    }

    @Test
    void namedDeadLettersArePassedAsOneArgument() {
        assertThat(ids(List.of(ID)).conditions(arguments)).containsExactly("id = any (?::uuid[])");
        assertThat(arguments).containsExactly(new Object[] {new String[] {ID}});
    }

    @Test
    void aNameThatIsNoIdIsAnUnknownDeadLetter() {
        assertThatThrownBy(() -> ids(List.of("1")).conditions(arguments))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("No dead letter has the id '1'");
    }

    @ParameterizedTest
    @CsvSource({"topic, t", "reason, r", "sagaId, " + ID})
    void eachCriterionButTheStatusSaysWhichToActOn(String name, String value) {
        assertThat(parameters(Map.of(name, value)).isEmpty()).isFalse();
        assertThat(parameters(Map.of("status", "OPEN")).isEmpty()).isTrue();
        assertThat(ids(List.of(ID)).isEmpty()).isFalse();
    }

    @Test
    void onlyOpenDeadLettersAreActedOn() {
        DeadLetterFilter filter = new DeadLetterFilter("t", "r", "DISCARDED", ID, List.of(ID));
        assertThat(filter.open()).isEqualTo(new DeadLetterFilter("t", "r", "OPEN", ID, List.of(ID)));
        assertThat(filter.open().status()).isEqualTo("OPEN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            topic  | ~ ~  | 'topic' must be a text of 1 to 500 characters
            reason | ~ ~  | 'reason' must be a text of 1 to 500 characters
            status | GONE | 'status' must be one of [OPEN, REDRIVEN, DISCARDED]
            sagaId | 1    | 'sagaId' must be a saga's full id
            """)
    void refusesACriterionThatCanMatchNothing(String name, String value, String message) {
        assertThatThrownBy(() -> parameters(Map.of(name, value)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namesUpToFiveHundredDeadLetters() {
        assertThat(ids(Collections.nCopies(500, ID)).checked().ids()).hasSize(500);
        for (int number : List.of(0, 501)) {
            assertThatThrownBy(ids(Collections.nCopies(number, ID))::checked)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("'ids' must name 1 to 500 dead letters");
        }
    }

    private static DeadLetterFilter ids(@Nullable List<String> ids) {
        return new DeadLetterFilter(null, null, null, null, ids);
    }

    private static DeadLetterFilter parameters(Map<String, String> parameters) {
        return DeadLetterFilter.of(new ListParameters(parameters.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())))));
    }
}
