package checkout.web.signin;

import checkout.web.ApiSecurity;
import checkout.web.ProblemException;
import checkout.web.throttle.TooManySignInsException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.HtmlUtils;

/** Answers requests for pages that need a sign-in, and what becomes of a sign-in. */
final class SignInResponses {
    static final String SIGN_IN = "/sign-in";
    private static final RequestMatcher NO_PAGES = new OrRequestMatcher(
            PathPatternRequestMatcher.withDefaults().matcher("/v1/**"),
            PathPatternRequestMatcher.withDefaults().matcher("/actuator/**"));
    private static final Logger log = LoggerFactory.getLogger(SignInResponses.class);

    private final ApiSecurity security;
    private final SignInPage page;
    private final SignedInSession sessions;

    SignInResponses(ApiSecurity security, SignInPage page, SignedInSession sessions) {
        this.security = security;
        this.page = page;
        this.sessions = sessions;
    }

    /** Nobody is signed in: a page leads to the sign-in, the API says so. */
    void notSignedIn(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (!isPage(request)) {
            // a browser opens a dialog for Basic, which a page's own request must not cause
            security.unauthorized(
                    response, request.getHeader("Sec-Fetch-Mode") == null ? ApiSecurity.BASIC : ApiSecurity.SESSION);
        } else if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            again(request, response);
        } else {
            String next = URLEncoder.encode(LocalPath.requested(request), StandardCharsets.UTF_8);
            redirect(response, SIGN_IN + "?next=" + next);
        }
    }

    private static boolean isPage(HttpServletRequest request) {
        return request.getMethod().equals("GET") && !NO_PAGES.matches(request);
    }

    /**
     * A link on another site, such as an alert's, comes without the session's cookie, because that is strictly for requests of
     * our own pages. This page requests it again as its own.
     */
    private static void again(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter()
                .write("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Checkout</title>"
                        + "<meta http-equiv=\"refresh\" content=\"0;url=%1$s\"><a href=\"%1$s\">Continue</a></html>"
                                .formatted(HtmlUtils.htmlEscape(LocalPath.requested(request))));
    }

    void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication who) throws IOException {
        sessions.signedIn(request);
        log.info("{} signed in from {}", who.getName(), request.getRemoteAddr());
        redirect(response, LocalPath.of(asked(request)));
    }

    void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        log.warn("A sign-in from {} failed: {}", request.getRemoteAddr(), failure.getMessage());
        if (failure instanceof TooManySignInsException tooMany) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.retryAfterSeconds()));
            page.write(
                    response,
                    "Too many sign-ins failed. Try again in %d seconds.".formatted(tooMany.retryAfterSeconds()),
                    request.getParameter("next"));
        } else {
            redirect(response, SIGN_IN + "?error" + next(request));
        }
    }

    /** The page that was asked for; a sign-in at the provider has kept it. */
    private static @Nullable String asked(HttpServletRequest request) {
        String kept = AuthorizationRequestCookie.next(request);
        return kept == null ? request.getParameter("next") : kept;
    }

    private static String next(HttpServletRequest request) {
        String next = LocalPath.of(asked(request));
        return next.equals("/") ? "" : "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    void providerFailed(HttpServletRequest request, HttpServletResponse response, @Nullable Exception failure)
            throws IOException {
        log.warn("A sign-in with the provider failed", failure);
        redirect(response, SIGN_IN + "?provider" + next(request));
    }

    void signedOut(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who)
            throws IOException {
        if (who != null) {
            log.info("{} signed out", who.getName());
        }
        redirect(response, SIGN_IN + "?signed-out");
    }

    void forbidden(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (denied instanceof CsrfException) {
            security.write(
                    response,
                    new ProblemException(
                            HttpStatus.FORBIDDEN,
                            "csrf",
                            "The token is missing",
                            "Send the header X-CSRF-TOKEN with the token of GET /v1/session; the session may have ended."));
        } else {
            security.forbidden(response);
        }
    }

    private static void redirect(HttpServletResponse response, String to) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, to);
    }
}
