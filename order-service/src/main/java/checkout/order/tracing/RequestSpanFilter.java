package checkout.order.tracing;

import checkout.messaging.MessageHeaders;
import checkout.messaging.record.RecordLogContext;
import checkout.messaging.tracing.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Begins a span for each request that asks for something to be done, as a child of the caller's span. The rest of the service sees
 * its trace context in place of the caller's.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnProperty("checkout.tracing.endpoint")
class RequestSpanFilter extends OncePerRequestFilter {
    private static final int SERVER_ERROR = 500;
    private static final RequestMatcher TRACED =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/v1/**");

    private final Spans spans;

    RequestSpanFilter(Spans spans) {
        this.spans = spans;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !TRACED.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Span span = spans.begin(name(request), SpanKind.SERVER, request.getHeader(MessageHeaders.TRACEPARENT));
        MDC.put(RecordLogContext.TRACE_ID, span.getSpanContext().getTraceId());
        try {
            chain.doFilter(new RequestOfSpan(request, Spans.traceparent(span)), response);
        } finally {
            // a request that is answered later ends here as far as its work is concerned
            span.setAttribute("http.request.method", request.getMethod());
            if (!request.isAsyncStarted()) {
                span.setAttribute("http.response.status_code", response.getStatus());
                if (response.getStatus() >= SERVER_ERROR) {
                    span.setStatus(StatusCode.ERROR);
                }
            }
            span.end();
            MDC.remove(RecordLogContext.TRACE_ID);
        }
    }

    /** Without ids, so that there are few names. */
    private static String name(HttpServletRequest request) {
        String path = request.getRequestURI();
        return "POST " + path.replaceAll("/[0-9a-f]{8}-[0-9a-f-]{27}", "/{id}");
    }

    /** The request with the trace context of its span. */
    private static final class RequestOfSpan extends HttpServletRequestWrapper {
        private final @Nullable String traceparent;

        RequestOfSpan(HttpServletRequest request, @Nullable String traceparent) {
            super(request);
            this.traceparent = traceparent;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isReplaced(name) ? traceparent : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isReplaced(name)
                    ? Collections.enumeration(traceparent == null ? List.of() : List.of(traceparent))
                    : super.getHeaders(name);
        }

        private boolean isReplaced(String name) {
            return traceparent != null && MessageHeaders.TRACEPARENT.equalsIgnoreCase(name);
        }
    }
}
