package checkout.orchestrator;

import checkout.contracts.MessageType;
import checkout.messaging.MessageTypes;
import checkout.web.ApiSecurity;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@SpringBootApplication
@ConfigurationPropertiesScan
public class SagaOrchestratorApplication {
    public static void main(String[] args) {
        SpringApplication.run(SagaOrchestratorApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    MessageTypes messages() {
        return new MessageTypes(MessageType.ALL.stream()
                .map(type -> new MessageTypes.Entry(type.name(), type.topic(), type.body()))
                .toList());
    }

    @Bean
    SecurityFilterChain rules(HttpSecurity http, ApiSecurity border) {
        return border.users(http)
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/v1/**")
                        .hasRole("viewer")
                        .requestMatchers(HttpMethod.POST, "/v1/**")
                        .hasRole("operator")
                        .anyRequest()
                        .denyAll())
                .build();
    }
}
