package checkout.order.storefront;

import checkout.order.storefront.limit.LimitConfiguration;
import checkout.web.ApiSecurity;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * Requires a storefront for everything under {@code /v1} but the operators' lists and what admins manage, which are for
 * users; the shop page itself and the page that tries the API are public.
 */
@Configuration(proxyBeanMethods = false)
class StorefrontSecurity {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @Order(1)
    SecurityFilterChain operatorSecurity(HttpSecurity http, ApiSecurity apiSecurity) {
        return apiSecurity
                .users(http.securityMatcher("/v1/overdue", "/v1/customer-sagas", "/v1/admin/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                HttpMethod.GET,
                                "/v1/overdue",
                                "/v1/admin/products",
                                "/v1/admin/products/*",
                                "/v1/admin/availability-cache")
                        .hasRole("viewer")
                        .requestMatchers(HttpMethod.GET, "/v1/customer-sagas")
                        .hasAnyRole("viewer", "service")
                        .requestMatchers(HttpMethod.DELETE, "/v1/admin/availability-cache")
                        .hasRole("operator")
                        .requestMatchers(HttpMethod.POST, "/v1/admin/products/*")
                        .hasRole("admin")
                        .requestMatchers(HttpMethod.PUT, "/v1/admin/products/*")
                        .hasRole("admin")
                        .anyRequest()
                        .denyAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            ApiSecurity apiSecurity,
            AcceptedKeys keys,
            ShopSession shop,
            LimitConfiguration limits) {
        return limits.limited(apiSecurity.stateless(http, "Bearer"))
                .addFilterBefore(new StorefrontKeyFilter(keys, shop), AuthorizationFilter.class)
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers(HttpMethod.GET, "/", "/shop/**", "/docs", "/docs/*")
                                .permitAll()
                                .requestMatchers("/v1/**")
                                .authenticated()
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
