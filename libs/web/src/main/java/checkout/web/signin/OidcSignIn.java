package checkout.web.signin;

import checkout.web.oidc.ClaimRoles;
import checkout.web.oidc.OidcProvider;
import checkout.web.oidc.OidcSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The sign-in with an OpenID Connect provider: authorization code with PKCE. The roles are those of the ID token; the provider's
 * tokens are not kept.
 */
final class OidcSignIn {
    static final String START = "/oauth2/authorization/oidc";
    private static final RequestMatcher STARTS =
            PathPatternRequestMatcher.withDefaults().matcher(START);
    private static final String ID = "oidc";

    private final OidcProvider provider;
    private final OidcSettings settings;
    private final ClaimRoles roles;
    private final SignInResponses responses;
    private volatile @Nullable ClientRegistration discovered;

    OidcSignIn(OidcProvider provider, SignInResponses responses) {
        this.provider = provider;
        this.settings = provider.settings();
        this.roles = new ClaimRoles(settings);
        this.responses = responses;
    }

    HttpSecurity addTo(HttpSecurity http) {
        http.addFilterBefore(new StartFilter(), OAuth2AuthorizationRequestRedirectFilter.class);
        return http.oauth2Login(login -> login.loginPage(SignInResponses.SIGN_IN)
                .clientRegistrationRepository(id -> id.equals(ID) ? registration() : null)
                .authorizedClientRepository(new NoAuthorizedClients())
                .authorizationEndpoint(start ->
                        start.authorizationRequestRepository(new AuthorizationRequestCookie(Clock.systemUTC())))
                .tokenEndpoint(token -> token.accessTokenResponseClient(tokens()))
                .userInfoEndpoint(user -> user.oidcUserService(this::user))
                .successHandler(responses::signedIn)
                .failureHandler(responses::providerFailed));
    }

    /** Discovers the provider at the first sign-in, and again as long as it does not answer. */
    private ClientRegistration registration() {
        ClientRegistration known = discovered;
        if (known == null) {
            known = ClientRegistrations.fromOidcIssuerLocation(settings.requiredIssuer())
                    .registrationId(ID)
                    .clientId(Objects.requireNonNull(settings.clientId()))
                    .clientSecret(Objects.requireNonNull(settings.clientSecret()))
                    .scope(settings.scopes())
                    .userNameAttributeName(settings.userClaim())
                    .clientSettings(ClientRegistration.ClientSettings.builder()
                            .requireProofKey(true)
                            .build())
                    .build();
            discovered = known;
        }
        return known;
    }

    private RestClientAuthorizationCodeTokenResponseClient tokens() {
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(provider.requests())
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return tokens;
    }

    /** Checks ID tokens, with a timeout for the provider's keys. */
    JwtDecoder idTokens(ClientRegistration registration) {
        String keys = Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri());
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys)
                .restOperations(new RestTemplate(provider.requests()))
                .build();
        decoder.setClaimSetConverter(
                new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                List.of(new JwtTimestampValidator(), new OidcIdTokenValidator(registration))));
        return decoder;
    }

    private OidcUser user(OidcUserRequest request) {
        Map<String, Object> claims = request.getIdToken().getClaims();
        String name = claims.containsKey(settings.userClaim()) ? settings.userClaim() : "sub";
        return new DefaultOidcUser(roles.of(claims), request.getIdToken(), name);
    }

    /** Says that the provider is away before a sign-in is begun. */
    private final class StartFilter extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (STARTS.matches(request)) {
                try {
                    registration();
                } catch (IllegalArgumentException | IllegalStateException away) {
                    responses.providerFailed(request, response, away);
                    return;
                }
            }
            chain.doFilter(request, response);
        }
    }
}
