package checkout.provider;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the provider simulator, the payment provider of the local stack. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ProviderSimulator {

    public static void main(String[] arguments) {
        SpringApplication.run(ProviderSimulator.class, arguments);
    }
}
