package checkout.web.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what a sign-in at the provider has to come back with, and where to go after it, in a sealed cookie of that browser. The
 * process keeps nothing, so strangers who begin sign-ins take no memory.
 */
final class AuthorizationRequestCookie implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
    static final String NAME = "CHECKOUT_SIGN_IN";

    /** Only the provider's answer needs it. */
    private static final String PATH = "/login/oauth2/";

    private static final Duration TIME_TO_SIGN_IN = Duration.ofMinutes(10);

    /** Browsers keep cookies of up to 4096 bytes; the rest of the content takes less than half of that. */
    private static final int LONGEST_NEXT = 1000;

    private static final String NEXT = AuthorizationRequestCookie.class.getName() + ".next";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Clock clock;
    private final SealedText seal = new SealedText();

    AuthorizationRequestCookie(Clock clock) {
        this.clock = clock;
    }

    /** The content of the cookie. Spring Security's own class is not sealed as it is, since reading it would need serialization. */
    record Begun(
            String authorizationUri,
            String clientId,
            String redirectUri,
            Set<String> scopes,
            String state,
            Map<String, String> attributes,
            Map<String, String> parameters,
            String next,
            long until) {
        OAuth2AuthorizationRequest request() {
            return OAuth2AuthorizationRequest.authorizationCode()
                    .authorizationUri(authorizationUri)
                    .clientId(clientId)
                    .redirectUri(redirectUri)
                    .scopes(scopes)
                    .state(state)
                    .attributes(new HashMap<String, Object>(attributes))
                    .additionalParameters(new HashMap<String, Object>(parameters))
                    .build();
        }
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest begun, HttpServletRequest request, HttpServletResponse response) {
        if (begun == null) {
            set(request, response, "", Duration.ZERO);
            return;
        }
        String next = LocalPath.of(request.getParameter("next"));
        String content = JSON.writeValueAsString(new Begun(
                begun.getAuthorizationUri(),
                begun.getClientId(),
                Objects.requireNonNull(begun.getRedirectUri()),
                begun.getScopes(),
                Objects.requireNonNull(begun.getState()),
                texts(begun.getAttributes()),
                texts(begun.getAdditionalParameters()),
                next.length() > LONGEST_NEXT ? "/" : next,
                clock.instant().plus(TIME_TO_SIGN_IN).getEpochSecond()));
        set(request, response, seal.seal(content), TIME_TO_SIGN_IN);
    }

    private static Map<String, String> texts(Map<String, Object> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        return begun(request).map(Begun::request).orElse(null);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        Optional<Begun> begun = begun(request);
        begun.ifPresent(each -> request.setAttribute(NEXT, each.next()));
        set(request, response, "", Duration.ZERO);
        return begun.map(Begun::request).orElse(null);
    }

    /** Where to go after the sign-in that this request has completed; null if it is no such request. */
    static @Nullable String next(HttpServletRequest request) {
        return (String) request.getAttribute(NEXT);
    }

    /** What this browser has begun and this answer of the provider belongs to. */
    private Optional<Begun> begun(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        return Stream.of(cookies)
                .filter(cookie -> cookie.getName().equals(NAME))
                .findFirst()
                .flatMap(cookie -> seal.open(cookie.getValue()))
                .map(content -> JSON.readValue(content, Begun.class))
                .filter(begun -> clock.instant().isBefore(Instant.ofEpochSecond(begun.until())))
                .filter(begun -> begun.state().equals(request.getParameter("state")));
    }

    private static void set(HttpServletRequest request, HttpServletResponse response, String value, Duration lasts) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, value)
                        .path(PATH)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        // the provider sends people back from its own site
                        .sameSite("Lax")
                        .maxAge(lasts)
                        .build()
                        .toString());
    }
}
