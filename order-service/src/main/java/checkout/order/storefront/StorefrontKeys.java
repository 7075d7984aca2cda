package checkout.order.storefront;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds a storefront by its key. The time it takes does not reveal how much of a key was right. */
@Component
public class StorefrontKeys {
    private static final int MIN_KEY_LENGTH = 16;

    private final Map<String, byte[]> digests = new LinkedHashMap<>();

    StorefrontKeys(StorefrontSettings settings) {
        settings.storefronts().forEach((name, key) -> {
            if (key.length() < MIN_KEY_LENGTH) {
                throw new IllegalArgumentException(
                        "The key of storefront %s is shorter than %d characters; configure a longer one"
                                .formatted(name, MIN_KEY_LENGTH));
            }
            digests.put(name, digest(key));
        });
    }

    public boolean exists(String storefront) {
        return digests.containsKey(storefront);
    }

    Optional<String> withKey(String key) {
        byte[] digest = digest(key);
        String found = null;
        for (Map.Entry<String, byte[]> storefront : digests.entrySet()) {
            if (MessageDigest.isEqual(storefront.getValue(), digest)) {
                found = storefront.getKey();
            }
        }
        return Optional.ofNullable(found);
    }

    /** A secret derived from the key of a storefront, for signing its sessions. */
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
