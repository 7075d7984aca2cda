package checkout.provider;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clock by which faults come and go. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
