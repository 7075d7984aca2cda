package checkout.order.storefront.admin;

import checkout.order.storefront.account.Storefronts;
import checkout.order.storefront.key.KeyState;
import checkout.order.storefront.key.StorefrontKeys;
import checkout.web.ProblemException;
import org.springframework.http.HttpStatus;

/** The problems of requests about storefronts and keys. */
final class StorefrontProblems {
    private StorefrontProblems() {}

    static ProblemException unknownStorefront() {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "unknown-storefront",
                "There is no such storefront",
                "GET /v1/admin/storefronts lists all storefronts.");
    }

    static ProblemException unknownKey() {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "unknown-storefront-key",
                "The storefront has no such key",
                "Use the keyId of one of the storefront's keys, which is not the key itself.");
    }

    static ProblemException exists(String id) {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "storefront-exists",
                "The storefront exists",
                "Choose another id than %s, or use the storefront that has it.".formatted(id));
    }

    static ProblemException tooManyStorefronts() {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "too-many-storefronts",
                "There are too many storefronts",
                "At most %,d storefronts are possible.".formatted(Storefronts.MAX_STOREFRONTS));
    }

    static ProblemException tooManyKeys() {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "too-many-storefront-keys",
                "The storefront has too many keys",
                "At most %d keys of a storefront can be valid at once; revoke those that nobody uses."
                        .formatted(StorefrontKeys.MAX_VALID_KEYS));
    }

    static ProblemException notActive(KeyState state) {
        return new ProblemException(
                        HttpStatus.CONFLICT,
                        "storefront-key-not-active",
                        "The key cannot be replaced",
                        switch (state) {
                            case REPLACED -> "Another key has taken its place already; rotate that one.";
                            case EXPIRED, REVOKED -> "It is no longer valid; create a new key.";
                            case ACTIVE -> throw new IllegalArgumentException("Indicates a bug: the key is active");
                        })
                .with("state", state);
    }
}
