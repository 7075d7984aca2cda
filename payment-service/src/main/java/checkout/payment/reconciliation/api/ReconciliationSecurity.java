package checkout.payment.reconciliation.api;

import checkout.web.ApiSecurity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Viewers see reconciliations and differences; operators begin and settle them. */
@Configuration(proxyBeanMethods = false)
class ReconciliationSecurity {
    private static final int BEFORE_THE_SERVICES_OTHER_RULES = 1;

    @Bean
    @Order(BEFORE_THE_SERVICES_OTHER_RULES)
    SecurityFilterChain reconciliations(HttpSecurity http, ApiSecurity security) {
        return security.users(http.securityMatcher("/v1/reconciliations", "/v1/reconciliations/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                HttpMethod.GET, "/v1/reconciliations", "/v1/reconciliations/*")
                        .hasRole("viewer")
                        .requestMatchers(
                                HttpMethod.POST, "/v1/reconciliations", "/v1/reconciliations/differences/*/settle")
                        .hasRole("operator")
                        .anyRequest()
                        .denyAll())
                .build();
    }
}
