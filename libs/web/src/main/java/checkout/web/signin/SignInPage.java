package checkout.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page with the form. */
@RestController
final class SignInPage {
    private static final String PAGE = resource("sign-in.html");
    private static final String STYLE = resource("sign-in.css");

    private final @Nullable String provider;

    /** @param provider what the button for the provider says; null if there is none */
    SignInPage(@Nullable String provider) {
        this.provider = provider;
    }

    @GetMapping(path = "/sign-in")
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, message(request), request.getParameter("next"));
    }

    @GetMapping(path = "/sign-in.css")
    void style(HttpServletResponse response) throws IOException {
        response.setContentType("text/css");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter().write(STYLE);
    }

    private static String message(HttpServletRequest request) {
        if (request.getParameter("error") != null) {
            return "The user or the password is wrong.";
        }
        if (request.getParameter("provider") != null) {
            return "Single sign-on did not work. Try again, or sign in with a password.";
        }
        return request.getParameter("signed-out") == null ? "" : "You are signed out.";
    }

    void write(HttpServletResponse response, String message, @Nullable String next) throws IOException {
        String path = LocalPath.of(next);
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter()
                .write(PAGE.replace("{{message}}", HtmlUtils.htmlEscape(message))
                        .replace("{{provider}}", provider == null ? "" : link(provider, path))
                        .replace("{{next}}", HtmlUtils.htmlEscape(path)));
    }

    private static String link(String label, String next) {
        return "<a class=\"provider\" href=\"%s?next=%s\">%s</a>"
                .formatted(
                        OidcSignIn.START, URLEncoder.encode(next, StandardCharsets.UTF_8), HtmlUtils.htmlEscape(label));
    }

    private static String resource(String name) {
        try (InputStream content = Objects.requireNonNull(SignInPage.class.getResourceAsStream(name), name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
