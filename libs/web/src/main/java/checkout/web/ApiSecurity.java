package checkout.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import tools.jackson.databind.json.JsonMapper;

/** What every service's security begins with: no session, no form, health open, refusals as problems. */
public final class ApiSecurity {
    private final JsonMapper json;

    ApiSecurity(JsonMapper json) {
        this.json = json;
    }

    /** For an API whose callers send their credentials, of the scheme named, with every request. */
    public HttpSecurity stateless(HttpSecurity http, String scheme) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (request, response, why) -> unknown(response, scheme))
                        .accessDeniedHandler((request, response, why) -> denied(response)))
                .authorizeHttpRequests(requests -> requests
                        // what goes on after the first answer was allowed then
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/actuator/health/**")
                        .permitAll());
    }

    /** The same for users and roles by HTTP Basic. */
    public HttpSecurity users(HttpSecurity http) {
        return stateless(http, "Basic")
                .httpBasic(basic ->
                        basic.authenticationEntryPoint((request, response, why) -> unknown(response, "Basic")));
    }

    private void unknown(HttpServletResponse response, String scheme) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, scheme + " realm=\"checkout\"");
        write(
                response,
                ProblemDetails.of(
                        HttpStatus.UNAUTHORIZED,
                        "unauthorized",
                        "Who is calling?",
                        "Send an Authorization header with a valid %s."
                                .formatted("Basic".equals(scheme) ? "Basic user and password" : scheme + " key")));
    }

    private void denied(HttpServletResponse response) throws IOException {
        write(
                response,
                ProblemDetails.of(
                        HttpStatus.FORBIDDEN,
                        "forbidden",
                        "Not allowed",
                        "This needs a role that the caller does not have; ask with another user."));
    }

    /** What looks like an attempt to get round the rules is not looked at any closer. */
    void suspicious(HttpServletResponse response) throws IOException {
        write(response, ProblemDetails.unreadable());
    }

    private void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
