package checkout.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.lab.stack.state.StackException;
import org.junit.jupiter.api.Test;

/** Red here: a scenario cannot be found, or expects nothing. */
class ScenariosTest {

    @Test
    void findsEveryScenarioByName() {
        assertThat(Scenarios.all()).isNotEmpty().allSatisfy(each -> assertThat(
                        Scenarios.named(each.name()).story())
                .isEqualTo(each.story()));
    }

    @Test
    void everyScenarioHasExpectations() {
        assertThat(Scenarios.all())
                .allSatisfy(each -> assertThat(each.expectations()).isNotEmpty());
    }

    @Test
    void listsTheScenariosForAnUnknownName() {
        assertThatThrownBy(() -> Scenarios.named("kill-relays"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("kill-relay,");
    }
}
