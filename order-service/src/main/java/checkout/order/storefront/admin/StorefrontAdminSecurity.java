package checkout.order.storefront.admin;

import checkout.web.ApiSecurity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Only admins see and manage storefronts and their keys. */
@Configuration(proxyBeanMethods = false)
class StorefrontAdminSecurity {
    @Bean
    @Order(0)
    SecurityFilterChain storefrontAdmins(HttpSecurity http, ApiSecurity apiSecurity) {
        return apiSecurity
                .users(http.securityMatcher("/v1/admin/storefronts/**"))
                .authorizeHttpRequests(requests -> requests.anyRequest().hasRole("admin"))
                .build();
    }
}
