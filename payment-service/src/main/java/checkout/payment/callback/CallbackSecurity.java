package checkout.payment.callback;

import checkout.web.ApiSecurity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Lets callbacks through without a user: their signature is checked where their body is read. */
@Configuration(proxyBeanMethods = false)
class CallbackSecurity {
    private static final int BEFORE_THE_SERVICES_OTHER_RULES = 0;

    @Bean
    @Order(BEFORE_THE_SERVICES_OTHER_RULES)
    SecurityFilterChain callbacks(HttpSecurity http, ApiSecurity security) {
        return security.users(http.securityMatcher(CallbackApi.PATH))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.POST, CallbackApi.PATH)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }
}
