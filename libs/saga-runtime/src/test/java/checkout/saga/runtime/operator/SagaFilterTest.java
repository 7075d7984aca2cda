package checkout.saga.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.api.ListParameters;
import checkout.web.ProblemException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: a filter that cannot match reaches the database, or one that matches everything counts as a filter. */
class SagaFilterTest {
    static final SagaFilter NONE = new SagaFilter(null, null, null, null, null, null, null, null, null, null, null);

    @Test
    void takesEveryParameterOfTheList() {
        SagaFilter filter = parameters(Map.of(
                "type", "trip",
                "state", "stuck",
                "stuck", "true",
                "step", "book flight",
                "error", "refused",
                "q", "0189",
                "olderThan", "PT10M",
                "deadLetters", "false",
                "customer", "c-1",
                "text", "seat"));

        assertThat(filter)
                .isEqualTo(new SagaFilter(
                        "trip", "stuck", true, "book flight", "refused", "0189", "PT10M", false, "c-1", "seat", null));
        assertThat(filter.phase()).isEqualTo(SagaPhase.STUCK);
        assertThat(filter.age()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void withoutParametersMatchesEverySaga() {
        assertThat(parameters(Map.of())).isEqualTo(NONE);
        assertThat(NONE.phase()).isNull();
        assertThat(NONE.age()).isNull();
        assertThat(NONE.checked()).isSameAs(NONE);
        assertThat(NONE.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "type, trip",
        "state, STUCK",
        "stuck, false",
        "step, book flight",
        "error, refused",
        "q, 0189",
        "olderThan, PT0S",
        "deadLetters, true"
    })
    void eachCriterionMakesAFilter(String name, String value) {
        assertThat(parameters(Map.of(name, value)).isEmpty()).isFalse();
    }

    @Test
    void idsAloneMakeAFilter() {
        assertThat(ids(1).isEmpty()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(SagaPhase.class)
    void findsEveryStateInAnyCase(SagaPhase phase) {
        assertThat(parameters(Map.of("state", phase.name())).phase()).isEqualTo(phase);
        assertThat(parameters(Map.of("state", phase.name().toLowerCase(Locale.ROOT)))
                        .phase())
                .isEqualTo(phase);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-", "0189-", "00000000-0000-7000-8000-000000000001", "ABCDEF"})
    void takesAnIdOrItsBeginning(String q) {
        assertThat(parameters(Map.of("q", q)).q()).isEqualTo(q);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "P1D", "P36499D"})
    void takesAnAgeOfLessThanACentury(String olderThan) {
        assertThat(parameters(Map.of("olderThan", olderThan)).age()).isEqualTo(Duration.parse(olderThan));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            type      | it's                                  | 'type' must be the name of a saga type
            type      | ~~                                    | 'type' must be the name of a saga type
            state     | LOST                                  | one of [WAITING,
            step      | ~ ~                                   | 'step' must be a text of 1 to 200 characters
            error     | ~ ~                                   | 'error' must be a text of 1 to 200 characters
            q         | xyz                                   | hexadecimal digits and dashes
            q         | --                                    | hexadecimal digits and dashes
            q         | ~~                                    | hexadecimal digits and dashes
            q         | 00000000-0000-7000-8000-0000000000010 | hexadecimal digits and dashes
            q         | 000000000000700080000000000000010     | hexadecimal digits and dashes
            olderThan | 10m                                   | 'olderThan' must be a duration such as PT10M
            olderThan | -PT1S                                 | 'olderThan' must be a duration such as PT10M
            olderThan | P36500D                               | 'olderThan' must be a duration such as PT10M
            olderThan | P99999999999999D                      | 'olderThan' must be a duration such as PT10M
            """)
    void refusesACriterionThatCanMatchNothing(String name, String value, String message) {
        assertThatThrownBy(() -> parameters(Map.of(name, value)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namesUpToFiveHundredSagas() {
        assertThat(ids(500).checked().ids()).hasSize(500);
        for (int number : List.of(0, 501)) {
            assertThatThrownBy(ids(number)::checked)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("'ids' must name 1 to 500 sagas");
        }
    }

    @Test
    void namesSagasByIdsInAnyCase() {
        UUID id = UUID.fromString("01a1fdfa-4600-7000-8000-00000000abcd");
        SagaFilter checked =
                withIds(List.of("01A1FDFA-4600-7000-8000-00000000ABCD")).checked();
        assertThat(checked.ids()).containsExactly(id.toString());
        assertThat(checked.ofCustomer(List.of(id)).ids()).containsExactly(id.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "01a1fdfa-4600-7000-8000-00000000000g"})
    void refusesAnIdThatIsNone(String id) {
        assertThatThrownBy(withIds(List.of(new UUID(0, 1).toString(), id))::checked)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'ids' must be full ids")
                .hasMessageContaining("'%s' is not a full id".formatted(id));
    }

    static SagaFilter ids(int number) {
        return withIds(Collections.nCopies(number, new UUID(0, 1).toString()));
    }

    static SagaFilter withIds(@Nullable List<String> ids) {
        return new SagaFilter(null, null, null, null, null, null, null, null, null, null, ids);
    }

    static SagaFilter parameters(Map<String, String> parameters) {
        return SagaFilter.of(new ListParameters(parameters.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())))));
    }
}
