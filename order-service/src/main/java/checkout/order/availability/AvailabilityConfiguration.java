package checkout.order.availability;

import checkout.contracts.KafkaTopics;
import checkout.messaging.container.TopicFollower;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** Puts the cache of the availability together, unless no inventory-service is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("checkout.stock.url")
class AvailabilityConfiguration {
    private static final int WINDOW_REQUESTS = 10;
    private static final int MIN_REQUESTS = 3;
    private static final int FAILURE_PERCENT = 50;
    private static final int TRIAL_REQUESTS = 1;
    private static final Duration OPEN_FOR = Duration.ofSeconds(1);

    @Bean
    AvailabilityCache availabilityCache(StockClientSettings settings) {
        return new AvailabilityCache(settings, System::nanoTime, new Random());
    }

    @Bean
    AvailabilityMeters availabilityMeters(MeterRegistry meters) {
        return new AvailabilityMeters(meters);
    }

    /** Opens when half of the recent requests were not answered; then one is sent in a second. */
    @Bean
    static CircuitBreaker stockBreaker() {
        return CircuitBreaker.of(
                "requests for stock",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(WINDOW_REQUESTS)
                        .minimumNumberOfCalls(MIN_REQUESTS)
                        .failureRateThreshold(FAILURE_PERCENT)
                        .permittedNumberOfCallsInHalfOpenState(TRIAL_REQUESTS)
                        .waitDurationInOpenState(OPEN_FOR)
                        .build());
    }

    @Bean
    StockClient stockClient(StockClientSettings settings) {
        return new StockClient(settings, Objects.requireNonNull(settings.url()));
    }

    @Bean
    StockRefresh stockRefresh(
            AvailabilityCache cache,
            StockClient client,
            CircuitBreaker stockBreaker,
            AvailabilityMeters meters,
            StockClientSettings settings) {
        return new StockRefresh(cache, client::availableOf, stockBreaker, meters, System::nanoTime, settings);
    }

    @Bean
    StockAvailability stockAvailability(
            AvailabilityCache cache, StockRefresh refresh, AvailabilityMeters meters, StockClientSettings settings) {
        return new CachedAvailability(cache, refresh, meters, settings, System::nanoTime);
    }

    @Bean
    TopicFollower stockFollower(ConsumerFactory<?, ?> kafka, StockRefresh refresh, Clock clock) {
        // what changed before the start is not cached yet
        return new TopicFollower(
                KafkaTopics.INVENTORY_EVENTS, Duration.ZERO, kafka, clock, new StockEvents(refresh)::read);
    }
}
