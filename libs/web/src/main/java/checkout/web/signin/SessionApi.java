package checkout.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells a page who is signed in, and what its changing requests need. */
@RestController
final class SessionApi {
    private static final List<String> ROLES = List.of("admin", "operator", "viewer");

    private final RoleHierarchy hierarchy;
    private final SignedInSession sessions;

    SessionApi(RoleHierarchy hierarchy, SignedInSession sessions) {
        this.hierarchy = hierarchy;
        this.sessions = sessions;
    }

    /** @param csrf what a changing request with a session needs; null without one */
    record Session(
            String user,
            String role,
            List<String> roles,
            String signedInBy,
            @Nullable Csrf csrf,
            long idleTimeoutSeconds,
            @Nullable Instant endsAt) {}

    record Csrf(String header, String parameter, String token) {}

    @GetMapping("/v1/session")
    Session session(HttpServletRequest request, Authentication who) {
        Collection<? extends GrantedAuthority> reachable =
                hierarchy.getReachableGrantedAuthorities(who.getAuthorities());
        List<String> roles = ROLES.stream()
                .filter(role -> reachable.stream().anyMatch(each -> ("ROLE_" + role).equals(each.getAuthority())))
                .toList();
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean session = authorization == null;
        return new Session(
                who.getName(),
                roles.isEmpty() ? "" : roles.getFirst(),
                roles,
                session ? signedInBy(who) : scheme(authorization),
                session ? csrf(request) : null,
                sessions.idleTimeoutSeconds(),
                session ? SignedInSession.endsAt(request) : null);
    }

    private static String signedInBy(Authentication who) {
        return who.getPrincipal() instanceof UserDetails ? "form" : "oidc";
    }

    private static String scheme(String authorization) {
        return authorization.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    }

    private static @Nullable Csrf csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? new Csrf(token.getHeaderName(), token.getParameterName(), token.getToken())
                : null;
    }
}
