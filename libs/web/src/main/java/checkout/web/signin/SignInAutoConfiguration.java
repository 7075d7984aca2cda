package checkout.web.signin;

import checkout.web.ApiSecurity;
import checkout.web.ApiSecurityAutoConfiguration;
import checkout.web.oidc.OidcProvider;
import checkout.web.oidc.OidcSettings;
import jakarta.servlet.SessionTrackingMode;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.servlet.CookieSameSiteSupplier;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;

/** Gives a process with pages the sign-in and its sessions. */
@AutoConfiguration(after = ApiSecurityAutoConfiguration.class)
@ConditionalOnProperty("checkout.sign-in.enabled")
@EnableConfigurationProperties(SignInSettings.class)
public class SignInAutoConfiguration {
    static final String COOKIE = "CHECKOUT_SESSION";

    /** A cookie of HTTP Secure requests is sent over TLS only; the container adds that by itself. */
    @Bean
    ServletContextInitializer sessionCookie() {
        return context -> {
            context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
            context.getSessionCookieConfig().setName(COOKIE);
            context.getSessionCookieConfig().setHttpOnly(true);
        };
    }

    /** The provider sends people back from its own site, where a strict cookie would be left out. */
    @Bean
    CookieSameSiteSupplier sessionCookieSameSite(OidcSettings oidc) {
        return (oidc.signsIn() ? CookieSameSiteSupplier.ofLax() : CookieSameSiteSupplier.ofStrict())
                .whenHasName(COOKIE);
    }

    @Bean
    SignInPage signInPage(OidcSettings oidc) {
        return new SignInPage(oidc.signsIn() ? oidc.label() : null);
    }

    @Bean
    SignedInSession signedInSessions(SignInSettings settings) {
        return new SignedInSession(Clock.systemUTC(), settings);
    }

    @Bean
    SessionApi sessionApi(RoleHierarchy hierarchy, SignedInSession sessions) {
        return new SessionApi(hierarchy, sessions);
    }

    @Bean
    SignInResponses signInResponses(ApiSecurity security, SignInPage page, SignedInSession sessions) {
        return new SignInResponses(security, page, sessions);
    }

    @Bean
    SignInSecurity signInSecurity(
            ApiSecurity security,
            SignInResponses responses,
            SignedInSession sessions,
            ObjectProvider<OidcSignIn> oidc) {
        @Nullable OidcSignIn provider = oidc.getIfAvailable();
        return new SignInSecurity(security, responses, sessions, provider);
    }

    /** The sign-in with the provider, if one is configured. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("checkout.oidc.client-id")
    static class Provider {
        @Bean
        OidcSignIn oidcSignIn(OidcSettings settings, SignInResponses responses) {
            return new OidcSignIn(new OidcProvider(settings), responses);
        }

        @Bean
        JwtDecoderFactory<ClientRegistration> idTokens(OidcSignIn oidc) {
            return oidc::idTokens;
        }
    }
}
