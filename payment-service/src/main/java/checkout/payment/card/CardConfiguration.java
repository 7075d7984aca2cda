package checkout.payment.card;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CardConfiguration {
    private static final Logger log = LoggerFactory.getLogger(CardConfiguration.class);

    private static final int LAST_CALLS = 100;
    private static final int CALLS_BEFORE_JUDGING = 20;
    private static final int TRIAL_CALLS = 5;
    private static final Duration OPEN_FOR = Duration.ofSeconds(1);

    @Bean
    CallBackoff backoff(CardSettings settings) {
        return new CallBackoff(settings.firstRetry(), settings.lastRetry(), new Random());
    }

    /** Opens when most of the last calls stayed without an answer. */
    @Bean
    CircuitBreaker cardNetworkBreaker() {
        CircuitBreaker breaker = CircuitBreaker.of(
                "card-network",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(LAST_CALLS)
                        .minimumNumberOfCalls(CALLS_BEFORE_JUDGING)
                        .failureRateThreshold(80)
                        .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                        .waitDurationInOpenState(OPEN_FOR)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> log.warn(
                        "Calls to the card network: {}; calls that are due wait while it is open",
                        event.getStateTransition()));
        return breaker;
    }
}
