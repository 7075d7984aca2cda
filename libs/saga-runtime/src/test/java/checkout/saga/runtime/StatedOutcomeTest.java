package checkout.saga.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.state.SagaOutcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: an operator's word for an outcome is read as the other one, or is not understood. */
class StatedOutcomeTest {
    private static final StatedOutcome WORDS =
            new StatedOutcome("CONFIRMED", "REJECTED", (id, key, outcome) -> outcome);

    @ParameterizedTest
    @CsvSource({
        "CONFIRMED, COMPLETED",
        "confirmed, COMPLETED",
        "Rejected, COMPENSATED",
        "completed, COMPLETED",
        "COMPENSATED, COMPENSATED"
    })
    void understandsTheWordsOfTheTypeAndOfTheEngineInAnyCase(String given, SagaOutcome outcome) {
        assertThat(StatedOutcome.read(given, Optional.of(WORDS))).contains(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DONE", "CONFIRM"})
    void understandsNoOtherWord(String given) {
        assertThat(StatedOutcome.read(given, Optional.of(WORDS))).isEmpty();
    }

    @Test
    void aTypeWithoutWordsHasThoseOfTheEngineOnly() {
        assertThat(StatedOutcome.read("CONFIRMED", Optional.empty())).isEmpty();
        assertThat(StatedOutcome.read("completed", Optional.empty())).contains(SagaOutcome.COMPLETED);
    }

    @Test
    void everyWordThatOperatorsAreOfferedIsUnderstood() {
        assertThat(WORDS.words()).containsExactly("CONFIRMED", "REJECTED");
        for (SagaOutcome outcome : SagaOutcome.values()) {
            assertThat(StatedOutcome.read(WORDS.word(outcome), Optional.of(WORDS)))
                    .contains(outcome);
        }
    }
}
