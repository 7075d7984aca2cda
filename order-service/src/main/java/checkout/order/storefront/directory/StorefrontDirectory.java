package checkout.order.storefront.directory;

import checkout.order.storefront.account.LimitOverrides;
import checkout.order.storefront.account.Storefronts;
import checkout.order.storefront.key.KeyHash;
import checkout.order.storefront.key.LiveKey;
import checkout.order.storefront.key.StorefrontKeys;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The storefronts and their valid keys, all of them in memory: no request costs a statement, and an unknown key costs no
 * more than a known one. They are read again when their version in the database has changed,
 * and every minute.
 */
@Component
public class StorefrontDirectory {
    private static final Logger log = LoggerFactory.getLogger(StorefrontDirectory.class);

    /** How many refreshes are missed by an instance that was frozen, and not only slow. */
    private static final int MISSED_REFRESHES = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** When keys expire is counted from their last read, and this clock stands still while a machine is suspended. */
    private static final long READ_ANYWAY_NANOS = Duration.ofMinutes(1).toNanos();

    private final Storefronts storefronts;
    private final StorefrontKeys keys;
    private final long outdatedAfterNanos;
    private final ReentrantLock reading = new ReentrantLock();
    private final RefreshProgress progress = new RefreshProgress();
    private volatile DirectorySnapshot known = DirectorySnapshot.UNREAD;
    private long knownSince;

    StorefrontDirectory(Storefronts storefronts, StorefrontKeys keys, DirectorySettings settings) {
        this.storefronts = storefronts;
        this.keys = keys;
        this.outdatedAfterNanos =
                settings.refresh().multipliedBy(MISSED_REFRESHES).toNanos();
    }

    /**
     * The key with this hash, if it is valid. An instance that was frozen waits for its next refresh first, because the key may
     * have been revoked long ago; but not while the database does not answer.
     */
    public Optional<LiveKey> find(KeyHash hash) {
        Optional<LiveKey> found = findKnown(hash);
        return found.isPresent() && progress.awaitYoungerThan(outdatedAfterNanos, PATIENCE) ? findKnown(hash) : found;
    }

    private Optional<LiveKey> findKnown(KeyHash hash) {
        return Optional.ofNullable(known.keys().get(hash)).filter(key -> key.isValid(System.nanoTime()));
    }

    public boolean exists(String storefront) {
        return known.storefronts().containsKey(storefront);
    }

    public LimitOverrides limitsOf(String storefront) {
        return known.storefronts().getOrDefault(storefront, LimitOverrides.NONE);
    }

    /** How old the storefronts and keys are that are known. */
    long ageNanos() {
        return progress.ageNanos();
    }

    /** Reads what has changed. What is committed when it begins is known when it ends. */
    @PostConstruct
    public void refresh() {
        reading.lock();
        long began = System.nanoTime();
        boolean succeeded = false;
        try {
            // The version is read first: if more changes meanwhile, the next refresh finds another version.
            long version = storefronts.version();
            if (version != known.version() || began - knownSince > READ_ANYWAY_NANOS) {
                known = new DirectorySnapshot(version, storefronts.limits(), keys.valid());
                knownSince = began;
            }
            succeeded = true;
        } finally {
            if (succeeded) {
                progress.succeeded(began);
            } else {
                progress.failed();
            }
            reading.unlock();
        }
    }

    /** The same after a change that is committed, and stands even if it cannot be read again at once. */
    public void refreshAfterChange() {
        try {
            refresh();
        } catch (DataAccessException | TransactionException passing) {
            log.warn(
                    "A change of storefronts or keys is committed, but could not be read again at once; this instance"
                            + " repeats that within moments: {}",
                    passing.toString());
        }
    }
}
