package checkout.web.oidc;

import java.util.Objects;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Accepts access tokens of the OpenID Connect provider. */
public final class BearerTokens {
    private final JwtDecoder decoder;
    private final OidcSettings settings;
    private final ClaimRoles roles;

    public BearerTokens(OidcProvider provider) {
        this.decoder = provider.accessTokens();
        this.settings = provider.settings();
        this.roles = new ClaimRoles(settings);
    }

    /**
     * Adds the check of tokens to the rules.
     *
     * @param refused answers a token that is not valid
     * @param away answers as long as the provider's keys cannot be read
     */
    public HttpSecurity accept(HttpSecurity http, AuthenticationEntryPoint refused, AuthenticationEntryPoint away) {
        return http.oauth2ResourceServer(
                server -> server.jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(this::authenticated))
                        .authenticationEntryPoint(refused)
                        .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                            @Override
                            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                                filter.setAuthenticationFailureHandler((request, response, failure) -> {
                                    boolean providerIsAway = failure instanceof AuthenticationServiceException;
                                    (providerIsAway ? away : refused).commence(request, response, failure);
                                });
                                return filter;
                            }
                        }));
    }

    private AbstractAuthenticationToken authenticated(Jwt token) {
        String user = token.getClaimAsString(settings.userClaim());
        return new JwtAuthenticationToken(
                token, roles.of(token.getClaims()), Objects.requireNonNullElse(user, token.getSubject()));
    }
}
