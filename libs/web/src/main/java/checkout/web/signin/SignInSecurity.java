package checkout.web.signin;

import checkout.web.ApiSecurity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The base of the rules of a process with pages: people have a session, machine clients send credentials with each request.
 * Nothing is accessible unless a rule allows it.
 */
public final class SignInSecurity {
    /** Nothing but files and requests of this site, and no inline script or style. */
    private static final String CONTENT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final RequestMatcher SIGN_IN =
            PathPatternRequestMatcher.withDefaults().matcher(SignInResponses.SIGN_IN);
    private static final RequestMatcher SIGN_OUT =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/sign-out");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final ApiSecurity security;
    private final SignInResponses responses;
    private final SignedInSession sessions;
    private final @Nullable OidcSignIn oidc;

    SignInSecurity(
            ApiSecurity security, SignInResponses responses, SignedInSession sessions, @Nullable OidcSignIn oidc) {
        this.security = security;
        this.responses = responses;
        this.sessions = sessions;
        this.oidc = oidc;
    }

    /** The rules to begin with. */
    public HttpSecurity users(HttpSecurity http) {
        http.authorizeHttpRequests(requests -> requests
                        // these continue a request that was authorized when it arrived
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, SignInResponses.SIGN_IN, "/sign-in.css", "/console/icon.svg")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, SignInResponses.SIGN_IN)
                        .permitAll())
                .requestCache(AbstractHttpConfigurer::disable)
                // the management of sessions stays at its defaults: the id changes at the sign-in. Any setting of it
                // would give
                // callers with Basic a session, too
                .addFilterBefore(new SessionEnd(sessions), SecurityContextHolderFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(new HttpSessionCsrfTokenRepository())
                        .requireCsrfProtectionMatcher(SignInSecurity::needsToken))
                .headers(SignInSecurity::headers)
                .formLogin(form -> form.loginPage(SignInResponses.SIGN_IN)
                        .loginProcessingUrl(SignInResponses.SIGN_IN)
                        .successHandler(responses::signedIn)
                        .failureHandler(responses::failed))
                .logout(logout -> logout.logoutRequestMatcher(SIGN_OUT)
                        .deleteCookies(SignInAutoConfiguration.COOKIE)
                        .logoutSuccessHandler(responses::signedOut));
        security.credentials(http);
        if (oidc != null) {
            oidc.addTo(http);
        }
        return http.exceptionHandling(rejections ->
                rejections.authenticationEntryPoint(responses::notSignedIn).accessDeniedHandler(responses::forbidden));
    }

    /**
     * A browser adds the session's cookie by itself, so such a request proves by a token that one of our pages made it. Without
     * a session there is nothing that a browser adds. The sign-in is refused if another site's page sends it.
     */
    private static boolean needsToken(HttpServletRequest request) {
        return !READING.contains(request.getMethod())
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && request.getSession(false) != null
                && !SIGN_IN.matches(request);
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .httpStrictTransportSecurity(Customizer.withDefaults());
    }
}
