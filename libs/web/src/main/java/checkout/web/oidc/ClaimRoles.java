package checkout.web.oidc;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Reads the roles from a token's claims. What the settings do not name permits nothing. */
public final class ClaimRoles {
    private final OidcSettings settings;

    public ClaimRoles(OidcSettings settings) {
        this.settings = settings;
    }

    public Set<GrantedAuthority> of(Map<String, Object> claims) {
        Set<GrantedAuthority> roles = new LinkedHashSet<>();
        for (Object value : values(claims)) {
            String role = settings.role(String.valueOf(value));
            if (role != null) {
                roles.add(new SimpleGrantedAuthority("ROLE_" + role));
            }
        }
        return roles;
    }

    /** A claim with dots in its name is found by that name, too. */
    private Collection<?> values(Map<String, Object> claims) {
        Object whole = claims.get(settings.rolesClaim());
        if (whole != null) {
            return asList(whole);
        }
        @Nullable Object at = claims;
        for (String level : settings.rolesClaim().split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(level) : null;
        }
        return asList(at);
    }

    private static Collection<?> asList(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case Collection<?> list -> list;
            case String text -> List.of(text.split("[ ,]+", -1));
            default -> List.of();
        };
    }
}
