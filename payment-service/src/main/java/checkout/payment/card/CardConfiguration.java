package checkout.payment.card;

import checkout.payment.pending.CallBackoff;
import checkout.payment.provider.CardSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The backoff and the circuit breakers of calls to the card provider. */
@Configuration(proxyBeanMethods = false)
class CardConfiguration {
    private static final Logger log = LoggerFactory.getLogger(CardConfiguration.class);

    private static final int WINDOW_CALLS = 100;
    private static final int MIN_CALLS = 20;
    private static final int FAILURE_PERCENT = 80;
    private static final int TRIAL_CALLS = 5;
    private static final Duration OPEN_FOR = Duration.ofSeconds(1);

    @Bean
    CallBackoff backoff(CardSettings settings) {
        return new CallBackoff(settings.firstRetry(), settings.lastRetry(), new Random());
    }

    /** Opens when most of the recent calls for payments were not answered. */
    @Bean
    @Primary
    CircuitBreaker paymentBreaker() {
        return breaker("payments by card");
    }

    /** Opens when most of the recent calls for refunds were not answered; payments go on then. */
    @Bean
    CircuitBreaker refundBreaker() {
        return breaker("refunds to cards");
    }

    private static CircuitBreaker breaker(String calls) {
        CircuitBreaker breaker = CircuitBreaker.of(
                calls,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(WINDOW_CALLS)
                        .minimumNumberOfCalls(MIN_CALLS)
                        .failureRateThreshold(FAILURE_PERCENT)
                        .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                        .waitDurationInOpenState(OPEN_FOR)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> log.warn(
                        "Circuit breaker of {}: {}; due calls wait while it is open",
                        calls,
                        event.getStateTransition()));
        return breaker;
    }
}
