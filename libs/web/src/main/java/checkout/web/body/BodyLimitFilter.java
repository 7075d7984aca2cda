package checkout.web.body;

import checkout.web.ApiSecurity;
import checkout.web.ProblemException;
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
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are too large or too slow. A length that is too large is refused before the body is read, and before
 * the request is authenticated; a form is read then, because security itself asks for parameters. A body that nobody has read is read here, within the same limits, because the server would
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
        if (readForm(request, response, body)) {
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

    /** Refuses a body that is too large, and reads a form, whose fields are parameters; false if the request is answered. */
    private boolean readForm(HttpServletRequest request, HttpServletResponse response, LimitedBody body)
            throws IOException {
        try {
            if (request.getContentLengthLong() > settings.maxSize().toBytes()) {
                throw LimitedBody.tooLarge(settings);
            }
            if (isForm(request)) {
                ConnectionBody.of(request).addParameters(request, body.readAllBytes());
            }
            return true;
        } catch (ProblemException refused) {
            answers.write(response, refused);
        } catch (InvalidParameterException malformed) {
            answers.rejected(response);
        }
        return false;
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return HttpMethod.POST.matches(request.getMethod())
                && type != null
                && type.split(";", 2)[0].trim().equalsIgnoreCase(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
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
