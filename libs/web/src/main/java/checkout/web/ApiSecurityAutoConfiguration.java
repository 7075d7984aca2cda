package checkout.web;

import checkout.web.oidc.BearerTokens;
import checkout.web.oidc.OidcProvider;
import checkout.web.oidc.OidcSettings;
import checkout.web.throttle.SignInThrottle;
import checkout.web.throttle.ThrottleSettings;
import checkout.web.throttle.ThrottledPasswords;
import java.time.Clock;
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
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service that uses Spring Security the common rules and the configured users. */
@AutoConfiguration(before = UserDetailsServiceAutoConfiguration.class)
@ConditionalOnClass(HttpSecurity.class)
@EnableConfigurationProperties({ApiUsers.class, OidcSettings.class, ThrottleSettings.class})
public class ApiSecurityAutoConfiguration {
    @Bean
    ApiSecurity apiSecurity(JsonMapper json, OidcSettings oidc) {
        return new ApiSecurity(json, oidc.acceptsTokens() ? new BearerTokens(new OidcProvider(oidc)) : null);
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler(ApiSecurity apiSecurity) {
        return (request, response, rejection) -> apiSecurity.rejected(response);
    }

    /** Observing the filters (a span and two timers for each of a dozen) takes a tenth of the time of a request. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    static RoleHierarchy roleHierarchy() {
        return RoleHierarchyImpl.withDefaultRolePrefix()
                .role("admin")
                .implies("operator")
                .role("operator")
                .implies("viewer")
                .role("viewer")
                .implies("metrics")
                .build();
    }

    @Bean
    AuthenticationProvider passwords(ApiUsers configured, ThrottleSettings settings) {
        DaoAuthenticationProvider passwords = new DaoAuthenticationProvider(users(configured));
        passwords.setPasswordEncoder(new PlainTextPasswords());
        SignInThrottle throttle = new SignInThrottle(
                Clock.systemUTC(), settings.failuresPerUser(), settings.failuresPerAddress(), settings.within());
        return new ThrottledPasswords(passwords, throttle);
    }

    private static UserDetailsService users(ApiUsers configured) {
        Map<String, ApiUsers.User> users = Objects.requireNonNullElse(configured.users(), Map.of());
        List<UserDetails> details = users.entrySet().stream()
                .map(entry -> User.withUsername(entry.getKey())
                        .password(entry.getValue().password())
                        .roles(Objects.requireNonNullElse(entry.getValue().role(), entry.getKey()))
                        .build())
                .toList();
        return new InMemoryUserDetailsManager(details);
    }
}
