package checkout.payment.metrics;

import checkout.payment.limit.ProviderPause;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Whether calls to the card provider may be begun: the circuit breakers, and the pause that the provider asks for. */
@Component
class CardProviderGauges implements MeterBinder {
    /** The others are set by hand only, and nobody sets them. */
    private static final List<CircuitBreaker.State> STATES =
            List.of(CircuitBreaker.State.CLOSED, CircuitBreaker.State.OPEN, CircuitBreaker.State.HALF_OPEN);

    private final Map<String, CircuitBreaker> breakers;
    private final ProviderPause pause;

    CardProviderGauges(
            @Qualifier("paymentBreaker") CircuitBreaker paymentBreaker,
            @Qualifier("refundBreaker") CircuitBreaker refundBreaker,
            ProviderPause pause) {
        this.breakers = Map.of("payments", paymentBreaker, "refunds", refundBreaker);
        this.pause = pause;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        breakers.forEach((calls, breaker) -> STATES.forEach(
                state -> Gauge.builder("checkout.card.breaker", breaker, each -> each.getState() == state ? 1 : 0)
                        .description("1 for the state that the circuit breaker is in, 0 for the others")
                        .tag("calls", calls)
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .register(meters)));
        Gauge.builder("checkout.card.pause", pause, each -> each.remaining().toMillis() / 1000.0)
                .description("For how long no call is begun, because the provider asked for that")
                .baseUnit("seconds")
                .register(meters);
    }
}
