package checkout.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/** The base of every service's security rules: no sessions, no login form, health open to everyone, rejections as problems. */
public final class ApiSecurity {
    /** What Prometheus reads. It authenticates as a user with the role {@code metrics}, which permits nothing else. */
    public static final String METRICS = "/actuator/prometheus";

    private final JsonMapper json;

    ApiSecurity(JsonMapper json) {
        this.json = json;
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

    /** Rules for an API whose users authenticate with HTTP Basic. */
    public HttpSecurity users(HttpSecurity http) {
        return stateless(http, "Basic")
                .httpBasic(basic -> basic.authenticationEntryPoint(
                        (request, response, failure) -> unauthorized(response, "Basic")));
    }

    private void unauthorized(HttpServletResponse response, String scheme) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, scheme + " realm=\"checkout\"");
        write(
                response,
                ProblemDetails.of(
                        HttpStatus.UNAUTHORIZED,
                        "unauthorized",
                        "Authentication required",
                        "Send an Authorization header with a valid %s."
                                .formatted("Basic".equals(scheme) ? "Basic user and password" : scheme + " key")));
    }

    private void forbidden(HttpServletResponse response) throws IOException {
        write(
                response,
                ProblemDetails.of(
                        HttpStatus.FORBIDDEN,
                        "forbidden",
                        "Forbidden",
                        "The user does not have the required role; use another user."));
    }

    /** Answers a request that looks like an attempt to bypass the rules; the request is not examined further. */
    void rejected(HttpServletResponse response) throws IOException {
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
