package checkout.order.storefront.directory;

import checkout.order.storefront.account.LimitOverrides;
import checkout.order.storefront.account.Storefronts;
import checkout.order.storefront.key.KeyHash;
import checkout.order.storefront.key.LiveKey;
import checkout.order.storefront.key.StorefrontKeys;
import jakarta.annotation.PostConstruct;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * The storefronts and their valid keys, all of them in memory: no request costs a statement, and an unknown key costs no
 * more than a known one. They are read again when their version in the database has changed.
 */
@Component
public class StorefrontDirectory {
    private final Storefronts storefronts;
    private final StorefrontKeys keys;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile DirectorySnapshot known = DirectorySnapshot.UNREAD;

    StorefrontDirectory(Storefronts storefronts, StorefrontKeys keys) {
        this.storefronts = storefronts;
        this.keys = keys;
    }

    /** The key with this hash, if it is valid. */
    public Optional<LiveKey> find(KeyHash hash) {
        return Optional.ofNullable(known.keys().get(hash)).filter(key -> key.isValid(System.nanoTime()));
    }

    public boolean exists(String storefront) {
        return known.storefronts().containsKey(storefront);
    }

    public LimitOverrides limitsOf(String storefront) {
        return known.storefronts().getOrDefault(storefront, LimitOverrides.NONE);
    }

    /** Reads what has changed. What is committed when it begins is known when it ends. */
    @PostConstruct
    public void refresh() {
        reading.lock();
        try {
            // The version is read first: if more changes meanwhile, the next refresh finds another version.
            long version = storefronts.version();
            if (version != known.version()) {
                known = new DirectorySnapshot(version, storefronts.limits(), keys.valid());
            }
        } finally {
            reading.unlock();
        }
    }
}
