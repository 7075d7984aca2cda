package checkout.relay.access;

import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Health is for everybody, looking for viewers, replaying for operators; everything else is denied. */
@Configuration(proxyBeanMethods = false)
class Access {

    private static final Map<String, List<String>> ROLES = Map.of(
            "viewer", List.of("VIEWER"),
            "operator", List.of("VIEWER", "OPERATOR"),
            "admin", List.of("VIEWER", "OPERATOR", "ADMIN"));

    @Bean
    SecurityFilterChain rules(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health", "/actuator/health/*")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/v1/relay", "/actuator/metrics", "/actuator/metrics/*")
                        .hasRole("VIEWER")
                        .requestMatchers(HttpMethod.POST, "/v1/relay/replay")
                        .hasRole("OPERATOR")
                        .requestMatchers("/error")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .httpBasic(Customizer.withDefaults())
                // every request brings its own credentials, no browser session could be ridden on
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    UserDetailsService people(Users users) {
        List<UserDetails> known = users.users().entrySet().stream()
                .filter(user -> ROLES.containsKey(user.getKey()))
                .map(user -> User.withUsername(user.getKey())
                        .password("{noop}" + user.getValue().password())
                        .roles(ROLES.getOrDefault(user.getKey(), List.of()).toArray(String[]::new))
                        .build())
                .toList();
        return new InMemoryUserDetailsManager(known);
    }
}
