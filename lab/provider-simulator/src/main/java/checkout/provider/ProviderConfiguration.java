package checkout.provider;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the clock. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
