package checkout.lab.scenario.happening;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.expectation.ExpectationResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Fails if a run that shows nothing would count as green, or as broken. */
class ConditionsMetTest {

    @Test
    void whatDidNotHappenIsNamed() {
        ExpectationResult result = ConditionsMet.result(Map.of("takeover", 0L, "retry", 3L));
        assertThat(result.holds()).isFalse();
        assertThat(result.demanded()).isTrue();
        assertThat(result.counterExamples()).singleElement().asString().startsWith("takeover did not happen");
        assertThat(result.figures()).containsEntry("retry", 3L);
    }

    @Test
    void everythingHappened() {
        assertThat(ConditionsMet.result(Map.of("retry", 1L)).holds()).isTrue();
    }

    @Test
    void conditionsHaveTheNamesThatFilesUse() {
        assertThat(ConditionsMet.CONDITIONS)
                .containsExactly("compensation", "retry", "late-reply", "redelivery", "dedup-hit", "takeover");
    }
}
