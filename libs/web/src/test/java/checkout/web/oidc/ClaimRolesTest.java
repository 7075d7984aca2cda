package checkout.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;

/** Red here: a token permits what nobody granted, or not what was granted. */
class ClaimRolesTest {
    @Test
    void readsAListAndAText() {
        assertThat(roles("roles", null, Map.of("roles", List.of("viewer", "cook"))))
                .containsExactly("ROLE_viewer");
        assertThat(roles("roles", null, Map.of("roles", "viewer operator")))
                .containsExactly("ROLE_viewer", "ROLE_operator");
    }

    @Test
    void readsANestedClaimAndOneWithDotsInItsName() {
        assertThat(roles("realm_access.roles", null, Map.of("realm_access", Map.of("roles", List.of("admin")))))
                .containsExactly("ROLE_admin");
        assertThat(roles("https://example.com/roles", null, Map.of("https://example.com/roles", List.of("admin"))))
                .containsExactly("ROLE_admin");
    }

    @Test
    void mapsOnlyWhatTheSettingsName() {
        Map<String, String> mapping = Map.of("shop-ops", "operator");
        assertThat(roles("groups", mapping, Map.of("groups", List.of("shop-ops", "admin"))))
                .containsExactly("ROLE_operator");
    }

    @Test
    void nothingPermitsNothing() {
        assertThat(roles("roles", null, Map.of())).isEmpty();
        assertThat(roles("roles", null, Map.of("roles", 7))).isEmpty();
        assertThat(roles("a.b", null, Map.of("a", "text"))).isEmpty();
    }

    @Test
    void aRoleThatDoesNotExistIsRefusedAtTheStart() {
        assertThatThrownBy(() -> settings("roles", Map.of("boss", "root")))
                .hasMessageContaining("names the role 'root'");
        assertThatThrownBy(() -> settings("roles", Map.of("s", "service"))).hasMessageContaining("'service'");
    }

    private static List<String> roles(String claim, @Nullable Map<String, String> mapping, Map<String, Object> claims) {
        return new ClaimRoles(settings(claim, mapping))
                .of(claims).stream().map(GrantedAuthority::getAuthority).toList();
    }

    private static OidcSettings settings(String claim, @Nullable Map<String, String> mapping) {
        return new OidcSettings(
                "http://127.0.0.1:1",
                "checkout",
                null,
                null,
                List.of("openid"),
                "sub",
                claim,
                mapping,
                "Sign in",
                Duration.ofSeconds(1));
    }
}
