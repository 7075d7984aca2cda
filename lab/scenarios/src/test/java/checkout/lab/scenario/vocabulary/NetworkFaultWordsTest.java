package checkout.lab.scenario.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.file.ScenarioFileReader;
import checkout.lab.scenario.plan.PlanText;
import checkout.lab.scenario.plan.PlannedFault;
import checkout.lab.scenario.plan.ScenarioPlan;
import checkout.lab.stack.state.StackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: a file cannot say what happens to connections, or is run where it cannot happen. */
class NetworkFaultWordsTest {

    private static ScenarioPlan read(String fault) {
        return ScenarioFileReader.read(
                "net.yaml", "net", "load: {checkouts: 5/s}\nfaults:\n  - %s\nexpect: audit\n".formatted(fault));
    }

    @Test
    void aFileSaysWhichLinkWhichWayAndHowLong() {
        ScenarioPlan plan = read(
                "{at: 5s, latency: payment-service/postgres, by: 200ms, jitter: 100ms, direction: to-client, for: 20s}");
        PlannedFault fault = plan.faults().getFirst();
        assertThat(fault.fault().texts())
                .containsEntry("latency", "payment-service/postgres")
                .containsEntry("by", "200ms")
                .containsEntry("jitter", "100ms")
                .containsEntry("direction", "to-client")
                .containsEntry("for", "20s");
        assertThat(fault.fault().make()).isInstanceOf(Expectation.class);
        assertThat(ScenarioFileReader.read("net.yaml", "net", PlanText.of(plan)))
                .isEqualTo(plan);
    }

    @Test
    void bothDirectionsAreMeantIfNoneIsNamed() {
        assertThat(read("{bandwidth: any-kafka, rate: 20KB/s}")
                        .faults()
                        .getFirst()
                        .fault()
                        .make())
                .isNotNull();
        assertThat(read("{reset: any}").needsNetwork()).isTrue();
        assertThat(read("{kill: kafka}").needsNetwork()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{black-hole: payment-service/redis} | 'payment-service/redis' is not allowed",
                "{latency: any} | 'latency' needs by",
                "{latency: any, by: 1h} | it must be a time from 1ms to 2m",
                "{bandwidth: any, rate: 20/s} | it must be a rate from 1KB/s to 1000000KB/s, such as 20KB/s",
                "{half-open: any, direction: up} | it must be one of both, to-server, to-client"
            })
    void aMistakeIsExplained(String fault, String explanation) {
        assertThatThrownBy(() -> read(fault)).isInstanceOf(StackException.class).hasMessageContaining(explanation);
    }
}
