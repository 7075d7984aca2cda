package checkout.payment;

import checkout.contracts.MessageType;
import checkout.messaging.Catalogue;
import checkout.web.Border;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Starts the service. Over HTTP it shows its health and nothing else. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PaymentService {
    public static void main(String[] args) {
        SpringApplication.run(PaymentService.class, args);
    }

    @Bean
    Catalogue catalogue() {
        return new Catalogue(MessageType.ALL.stream()
                .map(type -> new Catalogue.Entry(type.name(), type.topic(), type.body()))
                .toList());
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecurityFilterChain nothingButHealth(HttpSecurity http, Border border) {
        return border.users(http)
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .build();
    }
}
