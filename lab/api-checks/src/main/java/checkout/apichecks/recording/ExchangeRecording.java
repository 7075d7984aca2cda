package checkout.apichecks.recording;

import checkout.apichecks.description.Exchange;
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
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;

/** Records every exchange of a service that runs in the JVM of its tests, whoever sent the request. */
@AutoConfiguration
public class ExchangeRecording {
    private static final int MAX_BODY = 1024 * 1024;

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> exchangeRecorder() {
        FilterRegistrationBean<OncePerRequestFilter> registration = new FilterRegistrationBean<>(new Recorder());
        // outside of the rules of security, whose answers count too
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        registration.setAsyncSupported(true);
        return registration;
    }

    private static final class Recorder extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            ContentCachingRequestWrapper read = new ContentCachingRequestWrapper(request, MAX_BODY);
            CopiedResponse written = new CopiedResponse(response, MAX_BODY);
            chain.doFilter(read, written);
            if (read.isAsyncStarted()) {
                read.getAsyncContext().addListener(new AfterCompletion(() -> record(read, written)));
            } else {
                record(read, written);
            }
        }

        private static void record(ContentCachingRequestWrapper request, CopiedResponse response) {
            Map<String, List<String>> headers = new HashMap<>();
            response.getHeaderNames().forEach(name -> headers.put(name, new ArrayList<>(response.getHeaders(name))));
            if (response.getContentType() != null) {
                headers.put("Content-Type", List.of(response.getContentType()));
            }
            SeenAnswers.ofThisModule().add(new Exchange(
                    request.getMethod(),
                    request.getRequestURI(),
                    new String(request.getContentAsByteArray(), StandardCharsets.UTF_8),
                    response.getStatus(),
                    headers,
                    response.copy()));
        }
    }
}
