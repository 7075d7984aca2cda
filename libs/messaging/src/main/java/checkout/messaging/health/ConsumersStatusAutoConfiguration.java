package checkout.messaging.health;

import checkout.messaging.container.ConsumerLifecycle;
import checkout.messaging.container.ConsumerSettings;
import checkout.messaging.status.OperatorDecisions;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Shows the state of the consumers as health and as an endpoint, in a service that uses Spring Boot's actuator. */
@AutoConfiguration(afterName = "checkout.messaging.MessagingAutoConfiguration")
@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint")
public class ConsumersStatusAutoConfiguration {

    @Bean
    HealthIndicator consumersHealthIndicator(ConsumerLifecycle lifecycle, ConsumerSettings settings) {
        return new ConsumersHealth(report(lifecycle, settings));
    }

    @Bean
    MeterBinder consumersMeters(ConsumerLifecycle lifecycle, ConsumerSettings settings) {
        return new ConsumersMeters(report(lifecycle, settings));
    }

    @Bean
    @ConditionalOnAvailableEndpoint
    ConsumersEndpoint consumersEndpoint(
            ConsumerLifecycle lifecycle, ConsumerSettings settings, OperatorDecisions decisions) {
        return new ConsumersEndpoint(lifecycle.consumers(), report(lifecycle, settings), decisions);
    }

    private static ConsumersReport report(ConsumerLifecycle lifecycle, ConsumerSettings settings) {
        return new ConsumersReport(lifecycle.consumers(), settings, Clock.systemUTC());
    }
}
