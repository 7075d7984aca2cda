package checkout.web;

import checkout.web.oidc.BearerTokens;
import checkout.web.throttle.TooManySignInsException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import tools.jackson.databind.json.JsonMapper;

/** The base of every service's security rules: no sessions, no login form, health open to everyone, rejections as problems. */
public final class ApiSecurity {
    private static final Logger log = LoggerFactory.getLogger(ApiSecurity.class);

    /** What Prometheus reads. It authenticates as a user with the role {@code metrics}, which permits nothing else. */
    public static final String METRICS = "/actuator/prometheus";

    /** Not a scheme of HTTP: what a page's own request is told, for which a browser must not ask for a password. */
    public static final String SESSION = "Session";

    public static final String BASIC = "Basic";

    private final JsonMapper json;
    private final @Nullable BearerTokens tokens;

    /** @param tokens of the OpenID Connect provider; null if none is configured */
    ApiSecurity(JsonMapper json, @Nullable BearerTokens tokens) {
        this.json = json;
        this.tokens = tokens;
    }

    /** Rules for an API whose callers send credentials of the given scheme with every request. */
    public HttpSecurity stateless(HttpSecurity http, String scheme) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(rejections -> rejections
                        .authenticationEntryPoint((request, response, failure) -> unauthorized(response, scheme))
                        .accessDeniedHandler((request, response, failure) -> forbidden(response)))
                .authorizeHttpRequests(requests -> requests
                        // these continue a request that was authorized when it arrived
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/actuator/health/**")
                        .permitAll());
    }

    /**
     * Rules for the consumers of messages, which viewers see and operators resume, for the metrics, and for the details of
     * health. The service's other rules do not apply to these paths. What a service knows about a message, and its
     * gauges as JSON, are for other services only.
     */
    public SecurityFilterChain operations(HttpSecurity http) {
        return users(http.securityMatcher("/actuator/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/actuator/consumers")
                        .hasRole("viewer")
                        .requestMatchers(HttpMethod.POST, "/actuator/consumers/*")
                        .hasRole("operator")
                        .requestMatchers(HttpMethod.GET, "/actuator/hops/*", "/actuator/gauges")
                        .hasRole("service")
                        .requestMatchers(HttpMethod.GET, METRICS)
                        .hasRole("metrics")
                        .anyRequest()
                        .denyAll())
                .build();
    }

    /** Rules for an API whose users authenticate with HTTP Basic, or with a token of the provider if one is configured. */
    public HttpSecurity users(HttpSecurity http) {
        return credentials(stateless(http, BASIC));
    }

    /** Accepts Basic credentials and tokens, and refuses changing requests from other sites. */
    public HttpSecurity credentials(HttpSecurity http) {
        http.addFilterAfter(new CrossSiteRequests(this), HeaderWriterFilter.class)
                .httpBasic(basic -> basic.authenticationEntryPoint(this::refused));
        return tokens == null ? http : tokens.accept(http, this::refused, this::providerAway);
    }

    /** Answers credentials that are not valid, or that were not looked at because too many were wrong. */
    private void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof TooManySignInsException tooMany) {
            write(response, tooMany(tooMany));
        } else {
            unauthorized(response, BASIC);
        }
    }

    /** The answer to a sign-in that was not looked at. */
    public static ProblemException tooMany(TooManySignInsException tooMany) {
        return new ProblemException(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-many-sign-ins",
                        "Too many sign-ins failed",
                        "Too many passwords of this user or from this address were wrong; try again in %d s."
                                .formatted(tooMany.retryAfterSeconds()))
                .header(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.retryAfterSeconds()));
    }

    private void providerAway(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        log.warn("A token could not be checked: {}", failure.toString());
        write(
                response,
                new ProblemException(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "provider-away",
                                "The token cannot be checked",
                                "The OpenID Connect provider does not answer; try again in a moment, or send Basic credentials.")
                        .header(HttpHeaders.RETRY_AFTER, "5"));
    }

    /** Answers a request without valid credentials. */
    public void unauthorized(HttpServletResponse response, String scheme) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, scheme + " realm=\"checkout\"");
        write(
                response,
                ProblemDetails.of(
                        HttpStatus.UNAUTHORIZED,
                        "unauthorized",
                        "Authentication required",
                        switch (scheme) {
                            case BASIC -> "Send an Authorization header with a valid Basic user and password.";
                            case SESSION -> "Nobody is signed in, or the session has ended; sign in at /sign-in.";
                            default -> "Send an Authorization header with a valid %s key.".formatted(scheme);
                        }));
    }

    /** Answers a request of a user whose role does not permit it. */
    public void forbidden(HttpServletResponse response) throws IOException {
        write(
                response,
                ProblemDetails.of(
                        HttpStatus.FORBIDDEN,
                        "forbidden",
                        "Forbidden",
                        "The user does not have the required role; use another user."));
    }

    /** Answers a request that looks like an attempt to bypass the rules; the request is not examined further. */
    public void rejected(HttpServletResponse response) throws IOException {
        write(response, ProblemDetails.unreadable());
    }

    /** Answers a request with a problem, for filters, whose exceptions nobody turns into an answer. */
    public void write(HttpServletResponse response, ProblemException problem) throws IOException {
        ResponseEntity<ProblemDetail> answer = problem.response();
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        write(response, Objects.requireNonNull(answer.getBody()));
    }

    private void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
