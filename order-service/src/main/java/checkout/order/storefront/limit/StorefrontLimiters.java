package checkout.order.storefront.limit;

import checkout.order.storefront.account.LimitOverrides;
import checkout.order.storefront.directory.StorefrontDirectory;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/** The limiters of all storefronts that have sent requests. There are no more of them than storefronts. */
@Component
class StorefrontLimiters {
    private final ConcurrentMap<String, StorefrontLimiter> byStorefront = new ConcurrentHashMap<>();
    private final StorefrontDirectory directory;
    private final LimitSettings settings;

    StorefrontLimiters(StorefrontDirectory directory, LimitSettings settings) {
        this.directory = directory;
        this.settings = settings;
    }

    StorefrontLimiter of(String storefront) {
        LimitOverrides own = directory.limitsOf(storefront);
        StorefrontLimiter limiter = byStorefront.get(storefront);
        if (limiter == null) {
            limiter = byStorefront.computeIfAbsent(
                    storefront,
                    name -> new StorefrontLimiter(own, EffectiveLimits.of(own, settings), TimeMeter.SYSTEM_NANOTIME));
        }
        if (!limiter.own().equals(own)) {
            limiter.change(own, EffectiveLimits.of(own, settings));
        }
        return limiter;
    }
}
