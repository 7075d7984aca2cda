package checkout.order.storefront;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Lets the demo shop's page call the API as one storefront without holding its key: a cookie signed with it, which any
 * instance can check and a new key makes worthless.
 */
@Component
class ShopSession {
    static final String COOKIE = "shop";
    private static final Duration LASTS = Duration.ofHours(12);

    private final @Nullable String storefront;
    private final StorefrontKeys storefronts;
    private final Clock clock;

    ShopSession(StorefrontSettings settings, StorefrontKeys storefronts, Clock clock) {
        this.storefront = settings.shop() == null ? null : settings.shop().storefront();
        this.storefronts = storefronts;
        this.clock = clock;
        if (storefront != null && storefronts.secretOf(storefront).isEmpty()) {
            throw new IllegalArgumentException(
                    "checkout.shop.storefront names %s, which is none of checkout.storefronts".formatted(storefront));
        }
    }

    boolean isOpen() {
        return storefront != null;
    }

    /** Strict and unreadable to scripts: another site's page can neither send it nor see it. */
    Optional<ResponseCookie> open() {
        if (storefront == null) {
            return Optional.empty();
        }
        String until = Long.toString(clock.instant().plus(LASTS).getEpochSecond());
        return sign(storefront, until).map(signature -> ResponseCookie.from(COOKIE, until + "." + signature)
                .httpOnly(true)
                .sameSite("Strict")
                .path("/v1")
                .maxAge(LASTS)
                .build());
    }

    Optional<String> storefrontOf(String cookie) {
        int dot = cookie.indexOf('.');
        if (storefront == null || dot < 0) {
            return Optional.empty();
        }
        String until = cookie.substring(0, dot);
        boolean genuine = sign(storefront, until)
                .filter(signature -> MessageDigest.isEqual(
                        signature.getBytes(StandardCharsets.UTF_8),
                        cookie.substring(dot + 1).getBytes(StandardCharsets.UTF_8)))
                .isPresent();
        return genuine && Long.parseLong(until) > clock.instant().getEpochSecond()
                ? Optional.of(storefront)
                : Optional.empty();
    }

    private Optional<String> sign(String name, String until) {
        return storefronts.secretOf(name).map(secret -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                byte[] signature = mac.doFinal((name + " until " + until).getBytes(StandardCharsets.UTF_8));
                return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("Every Java platform has HmacSHA256", impossible);
            }
        });
    }
}
