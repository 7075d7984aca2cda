package checkout.relay;

import checkout.web.ApiSecurity;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Starts the relay, the process that publishes the outbox tables of all sources to Kafka. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class OutboxRelayApplication {

    public static void main(String[] args) {
        SpringApplication.run(OutboxRelayApplication.class, args);
    }

    @Bean
    SecurityFilterChain rules(HttpSecurity http, ApiSecurity apiSecurity) {
        return apiSecurity
                .users(http)
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/v1/relay")
                        .hasAnyRole("viewer", "service")
                        .requestMatchers(
                                HttpMethod.GET,
                                "/v1/quarantine",
                                "/v1/quarantine/*/*",
                                "/actuator/metrics",
                                "/actuator/metrics/*")
                        .hasRole("viewer")
                        .requestMatchers(HttpMethod.GET, "/v1/relay/rows/*")
                        .hasRole("service")
                        .requestMatchers(HttpMethod.GET, ApiSecurity.METRICS)
                        .hasRole("metrics")
                        .requestMatchers(HttpMethod.POST, "/v1/relay/replay")
                        .hasAnyRole("operator", "service")
                        .requestMatchers(HttpMethod.POST, "/v1/quarantine/bulk", "/v1/quarantine/*/*/*")
                        .hasRole("operator")
                        .anyRequest()
                        .denyAll())
                .build();
    }
}
