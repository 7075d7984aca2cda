package checkout.order.storefront;

import checkout.order.storefront.account.Storefronts;
import checkout.order.storefront.directory.StorefrontDirectory;
import checkout.order.storefront.key.KeyHash;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The keys that the settings give, which are valid as long as they do. Their storefronts become rows, so that they can have
 * limits and further keys. The time a search takes does not reveal how much of a key was right.
 */
@Component
class ConfiguredKeys {
    private static final int MIN_KEY_LENGTH = 16;

    private final Map<String, byte[]> digests = new LinkedHashMap<>();

    ConfiguredKeys(StorefrontSettings settings, Storefronts storefronts, StorefrontDirectory directory) {
        settings.storefronts().forEach((name, key) -> {
            if (key.length() < MIN_KEY_LENGTH) {
                throw new IllegalArgumentException(
                        "The key of storefront %s is shorter than %d characters; configure a longer one"
                                .formatted(name, MIN_KEY_LENGTH));
            }
            digests.put(name, KeyHash.digest(key));
        });
        storefronts.addMissing(digests.keySet());
        directory.refresh();
    }

    Optional<String> withKey(String key) {
        byte[] digest = KeyHash.digest(key);
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
}
