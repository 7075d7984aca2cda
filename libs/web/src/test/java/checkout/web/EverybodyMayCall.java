package checkout.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The rules of a test's service that is not about who may call it. */
@Configuration(proxyBeanMethods = false)
class EverybodyMayCall {
    @Bean
    SecurityFilterChain rules(HttpSecurity http, ApiSecurity apiSecurity) {
        return apiSecurity
                .stateless(http, "Bearer")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
