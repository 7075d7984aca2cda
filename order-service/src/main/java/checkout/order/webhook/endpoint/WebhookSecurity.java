package checkout.order.webhook.endpoint;

import checkout.web.ApiSecurity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Viewers see endpoints and deliveries, operators suspend, resume, test and send again, admins decide where events go and
 * get the secrets. Storefronts see their own under {@code /v1/webhooks}.
 */
@Configuration(proxyBeanMethods = false)
class WebhookSecurity {
    @Bean
    @Order(1)
    SecurityFilterChain webhookUsers(HttpSecurity http, ApiSecurity apiSecurity) {
        return apiSecurity
                .users(http.securityMatcher("/v1/webhook-endpoints/**", "/v1/webhook-deliveries/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET)
                        .hasRole("viewer")
                        .requestMatchers(
                                HttpMethod.POST,
                                "/v1/webhook-endpoints/*/suspend",
                                "/v1/webhook-endpoints/*/resume",
                                "/v1/webhook-endpoints/*/test",
                                "/v1/webhook-endpoints/*/redeliver",
                                "/v1/webhook-deliveries/*/redeliver")
                        .hasRole("operator")
                        .requestMatchers(
                                HttpMethod.POST, "/v1/webhook-endpoints", "/v1/webhook-endpoints/*/rotate-secret")
                        .hasRole("admin")
                        .requestMatchers(HttpMethod.PATCH, "/v1/webhook-endpoints/*")
                        .hasRole("admin")
                        .requestMatchers(HttpMethod.DELETE, "/v1/webhook-endpoints/*")
                        .hasRole("admin")
                        .anyRequest()
                        .denyAll())
                .build();
    }
}
