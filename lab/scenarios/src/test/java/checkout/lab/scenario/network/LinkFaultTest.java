package checkout.lab.scenario.network;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.network.fault.FaultEffect;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.network.LinkFault.Injection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Red here: a fault that nobody could have noticed counts as one that happened. */
class LinkFaultTest {

    private final LinkFault hole = NetworkFaults.blackHole("any-kafka", "to-client", Duration.ofSeconds(5));

    @Test
    void everyTimeMustHaveAffectedAConnection() {
        ExpectationResult result = hole.verdict(List.of(
                new Injection("order-service/kafka", new FaultEffect(3, 700)),
                new Injection("outbox-relay/kafka", FaultEffect.NONE),
                new Injection("payment-service/kafka", new FaultEffect(2, 0))));

        assertThat(result.expectation()).isEqualTo("BlackHole of any-kafka affected connections");
        assertThat(result.counterExamples()).containsExactly("nobody used outbox-relay/kafka while it was in effect");
        assertThat(result.figures()).containsEntry("connections", 5).containsEntry("bytes", 700L);
    }

    @Test
    void aFaultThatAffectedConnectionsHappened() {
        assertThat(hole.verdict(List.of(new Injection("order-service/kafka", new FaultEffect(1, 0))))
                        .holds())
                .isTrue();
    }
}
