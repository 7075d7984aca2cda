package checkout.relay;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The process that publishes every source's outbox. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class OutboxRelayApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(OutboxRelayApplication.class, arguments);
    }
}
