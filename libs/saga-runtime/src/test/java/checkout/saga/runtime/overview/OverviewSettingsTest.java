package checkout.saga.runtime.overview;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: a setting that would busy the orchestrator, or let a stream outlive its session, is taken. */
class OverviewSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, PT5S, 32, PT10M, checkout.overview.every",
        "PT2S, PT0.1S, 32, PT10M, checkout.overview.ask-every",
        "PT2S, PT5S, 0, PT10M, checkout.overview.viewers",
        "PT2S, PT5S, 32, PT16M, checkout.overview.stream",
        "PT2S, PT5S, 32, PT0S, checkout.overview.stream"
    })
    void isRefusedWithItsName(Duration every, Duration askEvery, int viewers, Duration stream, String name) {
        assertThatThrownBy(() -> new OverviewSettings(every, askEvery, viewers, stream))
                .hasMessageStartingWith(name + " is ");
    }
}
