package checkout.order.storefront;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Recognizes a storefront by its key, without telling by its timing how much of a key was right. */
@Component
class StorefrontKeys {
    private static final int SHORTEST_KEY = 16;

    private final Map<String, byte[]> digests = new LinkedHashMap<>();

    StorefrontKeys(StorefrontSettings settings) {
        settings.storefronts().forEach((name, key) -> {
            if (key.length() < SHORTEST_KEY) {
                throw new IllegalArgumentException(
                        "The key of storefront %s is shorter than %d characters; give it a longer one"
                                .formatted(name, SHORTEST_KEY));
            }
            digests.put(name, digest(key));
        });
    }

    Optional<String> withKey(String key) {
        byte[] given = digest(key);
        String found = null;
        for (Map.Entry<String, byte[]> storefront : digests.entrySet()) {
            if (MessageDigest.isEqual(storefront.getValue(), given)) {
                found = storefront.getKey();
            }
        }
        return Optional.ofNullable(found);
    }

    /** A secret only we and the storefront could know, to sign what it is given. */
    Optional<byte[]> secretOf(String storefront) {
        return Optional.ofNullable(digests.get(storefront));
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
