package checkout.orchestrator.participant;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.gauge.GaugeValue;
import checkout.saga.runtime.peer.Indicator;
import checkout.saga.runtime.peer.Indicator.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: an open breaker, late calls or differences look as if all were well. */
class PaymentServiceIndicatorsTest {
    private final PaymentServiceIndicators indicators = new PaymentServiceIndicators();

    @ParameterizedTest
    @CsvSource({"closed,NORMAL", "half_open,ATTENTION", "open,PROBLEM"})
    void theStateOfTheBreaker(String state, Level level) {
        assertThat(of(new GaugeValue("checkout.card.breaker", Map.of("calls", "captures", "state", state), 1)))
                .contains(new Indicator("Breaker for captures", state.replace('_', ' '), level));
    }

    @Test
    void callsThatAreOwedAndLate() {
        assertThat(of(gauge("checkout.card.calls.owed", 5), gauge("checkout.card.calls.overdue", 75)))
                .contains(new Indicator("Calls owed to the card provider", "5, the earliest 75 s late", Level.PROBLEM));
        assertThat(of(gauge("checkout.card.calls.owed", 5)))
                .contains(new Indicator("Calls owed to the card provider", "5", Level.NORMAL));
    }

    @Test
    void aPauseOnlyWhileThereIsOne() {
        assertThat(of(gauge("checkout.card.pause", 8)))
                .contains(new Indicator("Pause asked for by the card provider", "8 s more", Level.ATTENTION));
        assertThat(of(gauge("checkout.card.pause", 0)))
                .noneMatch(each -> each.name().startsWith("Pause"));
    }

    @Test
    void differencesAndTheLastReconciliation() {
        assertThat(of(
                        gauge("checkout.reconciliation.differences.open", 2),
                        gauge("checkout.reconciliation.last.success.age", 600)))
                .contains(
                        new Indicator("Reconciliation differences", "2", Level.PROBLEM),
                        new Indicator("Without a reconciliation", "for 10 min", Level.NORMAL));
        assertThat(of(gauge("checkout.reconciliation.last.success.age", 90_000)))
                .contains(new Indicator("Without a reconciliation", "for 1500 min", Level.ATTENTION));
        assertThat(of(gauge("checkout.reconciliation.differences.open", 0)))
                .contains(new Indicator("Without a reconciliation", "none yet", Level.NORMAL));
    }

    /** As the service shows it that has lost its database. */
    @Test
    void whatIsNotShownIsNotKnown() {
        assertThat(of(gauge("checkout.card.pause", 0)))
                .containsExactly(
                        new Indicator("Calls owed to the card provider", "not known", Level.PROBLEM),
                        new Indicator("Reconciliation differences", "not known", Level.PROBLEM),
                        new Indicator("Without a reconciliation", "not known", Level.PROBLEM));
    }

    @Test
    void ofAnotherServiceNothingIsKnown() {
        assertThat(indicators.of("order-service", List.of(gauge("checkout.card.pause", 8))))
                .isEmpty();
    }

    private List<Indicator> of(GaugeValue... gauges) {
        return indicators.of("payment-service", List.of(gauges));
    }

    private static GaugeValue gauge(String name, double value) {
        return new GaugeValue(name, Map.of(), value);
    }
}
