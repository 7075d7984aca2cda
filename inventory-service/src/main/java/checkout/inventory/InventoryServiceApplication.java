package checkout.inventory;

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
 * Starts inventory-service: viewers may read stock and reservations over HTTP, operators may verify the stock,
 * admins may change it.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class InventoryServiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(InventoryServiceApplication.class, args);
    }

    @Bean
    MessageTypeRegistry messageTypes() {
        return MessageTypeRegistry.of(MessageType.ALL, MessageType::name, MessageType::topic, MessageType::body);
    }

    @Bean
    SecurityFilterChain stockApiSecurity(HttpSecurity http, ApiSecurity security) {
        return security.users(http)
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                HttpMethod.GET, "/v1/stock", "/v1/stock/*/movements", "/v1/reservations")
                        .hasRole("viewer")
                        .requestMatchers(HttpMethod.GET, "/v1/reservations/*")
                        .hasAnyRole("viewer", "service")
                        .requestMatchers(HttpMethod.POST, "/v1/stock/verify")
                        .hasRole("operator")
                        .requestMatchers(HttpMethod.PUT, "/v1/stock/*")
                        .hasRole("admin")
                        .requestMatchers(HttpMethod.POST, "/v1/stock/*/movements")
                        .hasRole("admin")
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
