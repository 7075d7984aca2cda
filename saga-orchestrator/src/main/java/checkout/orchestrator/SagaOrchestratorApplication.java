package checkout.orchestrator;

import checkout.web.ApiSecurity;
import checkout.web.signin.SignInSecurity;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Runs the sagas of the shop. */
@SpringBootApplication
public class SagaOrchestratorApplication {
    public static void main(String[] args) {
        SpringApplication.run(SagaOrchestratorApplication.class, args);
    }

    @Bean
    SecurityFilterChain rules(HttpSecurity http, SignInSecurity security) {
        return security.users(http)
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers(HttpMethod.GET, "/", "/console/**", "/v1/**")
                                .hasRole("viewer")
                                .requestMatchers(HttpMethod.POST, "/v1/**")
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
