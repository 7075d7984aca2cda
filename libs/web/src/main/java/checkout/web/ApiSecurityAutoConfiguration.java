package checkout.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service that brings Spring Security its border, and the users that its environment names. */
@AutoConfiguration(before = UserDetailsServiceAutoConfiguration.class)
@ConditionalOnClass(HttpSecurity.class)
@EnableConfigurationProperties(ApiUsers.class)
public class ApiSecurityAutoConfiguration {
    @Bean
    ApiSecurity border(JsonMapper json) {
        return new ApiSecurity(json);
    }

    @Bean
    RequestRejectedHandler suspicious(ApiSecurity apiSecurity) {
        return (request, response, why) -> apiSecurity.suspicious(response);
    }

    /** A span and two timers for each of a dozen filters cost a tenth of a request, and nobody reads them. */
    @Bean
    SecurityObservationSettings unobservedFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    PasswordEncoder givenSecrets() {
        return new PlainTextPasswords();
    }

    @Bean
    static RoleHierarchy roles() {
        return RoleHierarchyImpl.withDefaultRolePrefix()
                .role("admin")
                .implies("operator")
                .role("operator")
                .implies("viewer")
                .build();
    }

    @Bean
    UserDetailsService users(ApiUsers named) {
        Map<String, ApiUsers.User> users = Objects.requireNonNullElse(named.users(), Map.of());
        List<UserDetails> known = users.entrySet().stream()
                .map(entry -> User.withUsername(entry.getKey())
                        .password(entry.getValue().password())
                        .roles(Objects.requireNonNullElse(entry.getValue().role(), entry.getKey()))
                        .build())
                .toList();
        return new InMemoryUserDetailsManager(known);
    }
}
