package checkout.order.storefront;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Lets the demo shop's page call the API as one storefront without knowing its key. The session is a cookie signed with
 * that key: every instance can verify it, and changing the key ends all sessions.
 */
@Component
class ShopSession {
    static final String COOKIE = "shop";
    private static final Duration LIFETIME = Duration.ofHours(12);

    private final @Nullable String storefront;
    private final Set<String> hosts;
    private final ConfiguredKeys storefronts;
    private final Clock clock;

    ShopSession(StorefrontSettings settings, ConfiguredKeys storefronts, Clock clock) {
        this.storefront = settings.shop() == null ? null : settings.shop().storefront();
        this.hosts = settings.shop() == null ? Set.of() : settings.shop().hosts();
        this.storefronts = storefronts;
        this.clock = clock;
        if (storefront != null && storefronts.secretOf(storefront).isEmpty()) {
            throw new IllegalArgumentException(
                    "checkout.shop.storefront is %s, which is not one of checkout.storefronts".formatted(storefront));
        }
    }

    boolean isOpen() {
        return storefront != null;
    }

    /** Whether a page that is requested under this name may have a session; the browser sends it to that name only. */
    boolean isFor(String host) {
        return hosts.contains(host);
    }

    Set<String> hosts() {
        return hosts;
    }

    /** A new session cookie. Other sites cannot send it and scripts cannot read it. */
    Optional<ResponseCookie> open(String host) {
        if (storefront == null || !isFor(host)) {
            return Optional.empty();
        }
        String expiry = Long.toString(clock.instant().plus(LIFETIME).getEpochSecond());
        return sign(storefront, expiry).map(signature -> ResponseCookie.from(COOKIE, expiry + "." + signature)
                .httpOnly(true)
                .sameSite("Strict")
                .path("/v1")
                .maxAge(LIFETIME)
                .build());
    }

    Optional<String> storefrontOf(String cookie) {
        int dot = cookie.indexOf('.');
        if (storefront == null || dot < 0) {
            return Optional.empty();
        }
        String expiry = cookie.substring(0, dot);
        boolean valid = sign(storefront, expiry)
                .filter(signature -> MessageDigest.isEqual(
                        signature.getBytes(StandardCharsets.UTF_8),
                        cookie.substring(dot + 1).getBytes(StandardCharsets.UTF_8)))
                .isPresent();
        return valid && Long.parseLong(expiry) > clock.instant().getEpochSecond()
                ? Optional.of(storefront)
                : Optional.empty();
    }

    private Optional<String> sign(String name, String expiry) {
        return storefronts.secretOf(name).map(secret -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                byte[] signature = mac.doFinal((name + " until " + expiry).getBytes(StandardCharsets.UTF_8));
                return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("Every Java platform has HmacSHA256", impossible);
            }
        });
    }
}
