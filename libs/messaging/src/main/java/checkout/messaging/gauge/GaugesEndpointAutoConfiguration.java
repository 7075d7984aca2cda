package checkout.messaging.gauge;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Adds the endpoint to a service that exposes it. */
@AutoConfiguration(afterName = "checkout.messaging.metrics.GaugesAutoConfiguration")
@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint")
public class GaugesEndpointAutoConfiguration {
    @Bean
    @ConditionalOnAvailableEndpoint
    GaugesEndpoint gaugesEndpoint(MeterRegistry meters) {
        return new GaugesEndpoint(meters);
    }
}
