package checkout.saga.runtime.drive;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Puts the stepped clock in the place of the real one. */
@TestConfiguration(proxyBeanMethods = false)
class SteppedTime {
    @Bean
    @Primary
    SteppedClock steppedClock() {
        return new SteppedClock();
    }
}
