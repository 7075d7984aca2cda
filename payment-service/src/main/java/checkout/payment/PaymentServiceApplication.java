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
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Starts payment-service. Viewers may read payments and the ledger over HTTP, operators may have it verified; callbacks and
 * reconciliation have rules of their own, and everything else is denied.
 */
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
    SecurityFilterChain ledgerApiSecurity(HttpSecurity http, ApiSecurity security) {
        return security.users(http)
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                HttpMethod.GET, "/v1/ledger/balances", "/v1/ledger/entries")
                        .hasRole("viewer")
                        .requestMatchers(HttpMethod.GET, "/v1/payments/*")
                        .hasAnyRole("viewer", "service")
                        .requestMatchers(HttpMethod.POST, "/v1/ledger/verify")
                        .hasRole("operator")
                        .anyRequest()
                        .denyAll())
                .build();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain operations(HttpSecurity http, ApiSecurity security) {
        return security.operations(http);
    }
}
