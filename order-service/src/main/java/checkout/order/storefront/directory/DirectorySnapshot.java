package checkout.order.storefront.directory;

import checkout.order.storefront.account.LimitOverrides;
import checkout.order.storefront.key.KeyHash;
import checkout.order.storefront.key.LiveKey;
import java.util.Map;

/** All storefronts and their valid keys at one version. */
record DirectorySnapshot(long version, Map<String, LimitOverrides> storefronts, Map<KeyHash, LiveKey> keys) {
    static final DirectorySnapshot UNREAD = new DirectorySnapshot(0, Map.of(), Map.of());
}
