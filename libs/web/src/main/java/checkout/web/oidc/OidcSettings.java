package checkout.web.oidc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The OpenID Connect provider. Without an issuer there is none.
 *
 * @param issuer its URL, from which everything else about it is discovered
 * @param audience the audience that access tokens of machine clients must name; without it none is accepted
 * @param clientId of the sign-in of people; without it they cannot sign in with the provider
 * @param scopes what is asked for at the sign-in
 * @param userClaim the claim that names the user, as the audit log shows it
 * @param rolesClaim the claim with the roles, a dot for each level, such as {@code realm_access.roles}; a text or a list
 * @param roles the role by the value of that claim; other values permit nothing
 * @param label what the button for this sign-in says
 * @param timeout for every call of the provider
 */
@ConfigurationProperties("checkout.oidc")
public record OidcSettings(
        @Nullable String issuer,
        @Nullable String audience,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue({"openid", "profile"}) List<String> scopes,
        @DefaultValue("preferred_username") String userClaim,
        @DefaultValue("roles") String rolesClaim,
        @Nullable Map<String, String> roles,
        @DefaultValue("Sign in with single sign-on") String label,
        @DefaultValue("5s") Duration timeout) {
    private static final Set<String> ROLES = Set.of("viewer", "operator", "admin", "metrics");

    public OidcSettings {
        roles = roles == null
                ? Map.of("viewer", "viewer", "operator", "operator", "admin", "admin")
                : Map.copyOf(roles);
        roles.values().forEach(role -> {
            if (!ROLES.contains(role)) {
                throw new IllegalArgumentException(
                        "checkout.oidc.roles names the role '%s'; the roles are %s".formatted(role, ROLES));
            }
        });
        if (issuer == null && (audience != null || clientId != null)) {
            throw new IllegalArgumentException(
                    "checkout.oidc.issuer is missing; set it to the provider's URL, or leave out audience and client-id");
        }
        if (clientId != null && (clientSecret == null || clientSecret.isBlank())) {
            throw new IllegalArgumentException(
                    "checkout.oidc.client-secret is missing; set it, best in the environment (CHECKOUT_OIDC_CLIENT_SECRET)");
        }
        if (!scopes.contains("openid")) {
            throw new IllegalArgumentException("checkout.oidc.scopes must contain openid");
        }
    }

    /** Whether machine clients may send access tokens of the provider. */
    public boolean acceptsTokens() {
        return issuer != null && audience != null;
    }

    /** Whether people may sign in with the provider. */
    public boolean signsIn() {
        return issuer != null && clientId != null;
    }

    public String requiredIssuer() {
        return Objects.requireNonNull(issuer, "checkout.oidc.issuer");
    }

    /** The role for a value of the claim with the roles; null if it permits nothing. */
    @Nullable
    String role(String value) {
        return Objects.requireNonNull(roles).get(value);
    }
}
