package checkout.web.signin;

import checkout.web.ApiSecurityAutoConfiguration;
import checkout.web.WebAutoConfiguration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** A real OpenID Connect provider, with the user ann, who is an operator, and a machine client. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {ApiSecurityAutoConfiguration.class, WebAutoConfiguration.class, SignInAutoConfiguration.class})
class IdentityProvider {
    static final String SECRET = "secret-of-";

    /** Adds what the checkout reads: who it is, and the groups. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
        return context -> {
            context.getClaims().claim("groups", List.of("shop-operators", "everybody"));
            if (context.getTokenType().getValue().equals("access_token")) {
                context.getClaims().audience(List.of(context.getPrincipal().getName().equals("other") ? "other" : "checkout"));
            } else {
                context.getClaims().claim("preferred_username", context.getPrincipal().getName());
            }
        };
    }

    /** No two clients have the same. */
    static String secretOf(String client) {
        return SECRET + client;
    }

    static ConfigurableApplicationContext start(int port, String redirect) {
        String client = "spring.security.oauth2.authorizationserver.client.";
        return new SpringApplicationBuilder(IdentityProvider.class)
                .properties(Map.ofEntries(
                        Map.entry("server.port", port),
                        Map.entry("server.address", "127.0.0.1"),
                        Map.entry("server.servlet.session.cookie.name", "PROVIDER"),
                        Map.entry("spring.security.user.name", "ann"),
                        Map.entry("spring.security.user.password", "anns-password"),
                        Map.entry(client + "console.registration.client-id", "console"),
                        Map.entry(client + "console.registration.client-secret", "{noop}" + secretOf("console")),
                        Map.entry(
                                client + "console.registration.client-authentication-methods", "client_secret_basic"),
                        Map.entry(client + "console.registration.authorization-grant-types", "authorization_code"),
                        Map.entry(client + "console.registration.redirect-uris", redirect),
                        Map.entry(client + "console.registration.scopes", "openid,profile"),
                        Map.entry(client + "robot.registration.client-id", "robot"),
                        Map.entry(client + "robot.registration.client-secret", "{noop}" + secretOf("robot")),
                        Map.entry(client + "robot.registration.client-authentication-methods", "client_secret_basic"),
                        Map.entry(client + "robot.registration.authorization-grant-types", "client_credentials"),
                        Map.entry(client + "other.registration.client-id", "other"),
                        Map.entry(client + "other.registration.client-secret", "{noop}" + secretOf("other")),
                        Map.entry(client + "other.registration.client-authentication-methods", "client_secret_basic"),
                        Map.entry(client + "other.registration.authorization-grant-types", "client_credentials")))
                .run();
    }
}
