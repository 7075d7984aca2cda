package checkout.apichecks.recording;

import checkout.apichecks.description.RecordedExchange;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.UriUtils;

/**
 * Records every exchange of a service that runs in the JVM of its tests, whoever sent the request. A service that tests start
 * as a process of its own has these classes too, and is told not to record.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "api-checks.record", matchIfMissing = true)
public class ExchangeRecording {
    private static final int MAX_BODY = 1024 * 1024;

    /** The request with its body as the controllers have read it. */
    private static final String READ = ExchangeRecording.class.getName();

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> exchangeRecorder() {
        // outside of the rules of security, whose answers count too
        return registered(new Recorder(), Ordered.HIGHEST_PRECEDENCE);
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> requestBodyRecorder() {
        // inside of filters that replace the body
        return registered(new BodyRecorder(), Ordered.LOWEST_PRECEDENCE);
    }

    private static FilterRegistrationBean<OncePerRequestFilter> registered(OncePerRequestFilter filter, int order) {
        FilterRegistrationBean<OncePerRequestFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        registration.setAsyncSupported(true);
        return registration;
    }

    private static final class BodyRecorder extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            ContentCachingRequestWrapper read = new ContentCachingRequestWrapper(request, MAX_BODY);
            request.setAttribute(READ, read);
            chain.doFilter(read, response);
        }
    }

    private static final class Recorder extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            CopiedResponse written = new CopiedResponse(response, MAX_BODY);
            chain.doFilter(request, written);
            // kept here, because a request is used again after its completion
            String method = request.getMethod();
            String path = UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8);
            Set<String> parameters = RecordedExchange.parameters(request.getQueryString());
            Object read = request.getAttribute(READ);
            Runnable completion = () -> record(method, path, parameters, read, written);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new CompletionListener(completion));
            } else {
                completion.run();
            }
        }

        private static void record(
                String method, String path, Set<String> parameters, @Nullable Object read, CopiedResponse response) {
            Map<String, List<String>> headers = new HashMap<>();
            response.getHeaderNames().forEach(name -> headers.put(name, new ArrayList<>(response.getHeaders(name))));
            if (response.getContentType() != null) {
                headers.put("Content-Type", List.of(response.getContentType()));
            }
            String body = read instanceof ContentCachingRequestWrapper request
                    ? new String(request.getContentAsByteArray(), StandardCharsets.UTF_8)
                    : "";
            SeenAnswers.ofThisModule()
                    .add(new RecordedExchange(
                            method, path, parameters, body, response.getStatus(), headers, response.copy()));
        }
    }
}
