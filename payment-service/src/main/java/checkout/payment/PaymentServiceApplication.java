package checkout.payment;

import checkout.contracts.MessageType;
import checkout.messaging.MessageTypeRegistry;
import checkout.web.ApiSecurity;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Starts payment-service. What no other rules of its parts allow over HTTP is denied, except its health and its consumers. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PaymentServiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(PaymentServiceApplication.class, args);
    }

    @Bean
    MessageTypeRegistry messageTypes() {
        return MessageTypeRegistry.of(MessageType.ALL, MessageType::name, MessageType::topic, MessageType::body);
    }

    @Bean
    SecurityFilterChain nothingElse(HttpSecurity http, ApiSecurity security) {
        return security.users(http)
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .build();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain operations(HttpSecurity http, ApiSecurity security) {
        return security.operations(http);
    }
}
