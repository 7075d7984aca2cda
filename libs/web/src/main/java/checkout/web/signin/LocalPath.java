package checkout.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where somebody goes after the sign-in: only to a page of this site. */
final class LocalPath {
    private static final int LONGEST = 2_000;
    private static final String HOME = "/";

    private LocalPath() {}

    /** The path if it is one of this site, otherwise the start page. */
    static String of(@Nullable String given) {
        if (given == null || given.length() > LONGEST || !given.startsWith("/") || given.startsWith("//")) {
            return HOME;
        }
        try {
            // a backslash or a control character, which browsers read as a slash or drop, is no character of a URI
            URI uri = new URI(given);
            return uri.getRawAuthority() == null && uri.getScheme() == null ? given : HOME;
        } catch (URISyntaxException notAPath) {
            return HOME;
        }
    }

    /** The page that was requested, with its query. */
    static String requested(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }
}
