package checkout.identity;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/**
 * A real OpenID Connect provider, with the user ann, who is an operator, a client for the sign-in of people, and machine clients
 * of the checkout and of another service.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = {
            // of the process that a test runs beside the provider
            "checkout.web.ApiSecurityAutoConfiguration",
            "checkout.web.WebAutoConfiguration",
            "checkout.web.documentation.DocumentationAutoConfiguration",
            "checkout.web.signin.SignInAutoConfiguration"
        })
public class IdentityProvider {
    public static final String USER = "ann";
    public static final String PASSWORD = "anns-password";

    /** The client that people sign in through. */
    public static final String CONSOLE = "console";

    /** The secret of a client is this and its id: no two clients have the same. */
    public static final String SECRET = "secret-of-";

    public static final String ROLES_CLAIM = "groups";
    public static final String OPERATORS = "shop-operators";

    private static final String AUDIENCE = "checkout";
    private static final String OTHER = "other";
    private static final String ROBOT = "robot";

    /** Adds what the checkout reads: who it is, and the groups. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
        return context -> {
            String who = Objects.requireNonNull(context.<Authentication>getPrincipal())
                    .getName();
            context.getClaims().claim(ROLES_CLAIM, List.of(OPERATORS, "everybody"));
            if (context.getTokenType().getValue().equals("access_token")) {
                context.getClaims().audience(List.of(who.equals(OTHER) ? OTHER : AUDIENCE));
            } else {
                context.getClaims().claim("preferred_username", who);
            }
        };
    }

    public static String secretOf(String client) {
        return SECRET + client;
    }

    /**
     * Starts the provider.
     *
     * @param redirect where people are sent back to
     */
    public static ConfigurableApplicationContext start(int port, String redirect) {
        String console = registration(CONSOLE);
        return new SpringApplicationBuilder(IdentityProvider.class)
                .properties(Map.of(
                        "server.port", port,
                        "server.address", "127.0.0.1",
                        "server.servlet.session.cookie.name", "PROVIDER",
                        "spring.security.user.name", USER,
                        "spring.security.user.password", PASSWORD))
                .properties(client(CONSOLE, "authorization_code"))
                .properties(Map.of(console + "redirect-uris", redirect, console + "scopes", "openid,profile"))
                .properties(client(ROBOT, "client_credentials"))
                .properties(client(OTHER, "client_credentials"))
                .run();
    }

    private static Map<String, Object> client(String id, String grantType) {
        String registration = registration(id);
        return Map.of(
                registration + "client-id",
                id,
                registration + "client-secret",
                "{noop}" + secretOf(id),
                registration + "client-authentication-methods",
                "client_secret_basic",
                registration + "authorization-grant-types",
                grantType);
    }

    private static String registration(String client) {
        return "spring.security.oauth2.authorizationserver.client.%s.registration.".formatted(client);
    }
}
