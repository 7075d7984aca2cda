package checkout.order.storefront.body;

import checkout.web.ApiSecurity;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are too large or too slow. A length that is too large is refused before the body is read, and before
 * the request is authenticated. A body that nobody has read is read here, within the same limits, because the server would
 * otherwise wait for it as long as a byte arrives now and then; if it is not over then, the connection is closed.
 */
class BodyLimitFilter extends OncePerRequestFilter {
    private final BodySettings settings;
    private final ApiSecurity answers;

    BodyLimitFilter(BodySettings settings, ApiSecurity answers) {
        this.settings = settings;
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() <= 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null) {
            chain.doFilter(request, response);
            return;
        }
        ConnectionBody arriving = ConnectionBody.of(request);
        LimitedBody body = new LimitedBody(arriving, settings);
        if (request.getContentLengthLong() > settings.maxSize().toBytes()) {
            answers.write(response, LimitedBody.tooLarge(settings));
        } else {
            chain.doFilter(new RequestWithLimitedBody(request, body), response);
        }
        if (!arriving.isEmpty() && !request.isAsyncStarted()) {
            // the client may wait for the answer before it sends more
            response.flushBuffer();
            if (!body.skip()) {
                arriving.closeConnection();
            }
        }
    }

    private static final class RequestWithLimitedBody extends HttpServletRequestWrapper {
        private final LimitedBody body;

        RequestWithLimitedBody(HttpServletRequest request, LimitedBody body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }

        /** JSON is UTF-8. */
        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }
    }
}
