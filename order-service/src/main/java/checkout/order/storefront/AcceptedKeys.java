package checkout.order.storefront;

import checkout.order.storefront.directory.StorefrontDirectory;
import checkout.order.storefront.key.KeyHash;
import checkout.order.storefront.key.KeyUses;
import checkout.order.storefront.key.LiveKey;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The keys with which a storefront can authenticate: those that admins manage, and those that the settings give. */
@Component
class AcceptedKeys {
    private final StorefrontDirectory directory;
    private final KeyUses uses;
    private final ConfiguredKeys configured;

    AcceptedKeys(StorefrontDirectory directory, KeyUses uses, ConfiguredKeys configured) {
        this.directory = directory;
        this.uses = uses;
        this.configured = configured;
    }

    Optional<String> storefrontOf(String key) {
        Optional<LiveKey> managed = directory.find(KeyHash.of(key));
        managed.ifPresent(found -> uses.add(found.id()));
        return managed.map(LiveKey::storefront).or(() -> configured.withKey(key));
    }
}
