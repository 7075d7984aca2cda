package checkout.order.storefront.directory;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Looks for changes of storefronts and keys, in a thread of its own, which no other job can hold up. While the database
 * does not answer, this instance goes on with what it knows.
 */
@Component
class DirectoryRefresh {
    private static final Logger log = LoggerFactory.getLogger(DirectoryRefresh.class);

    private final StorefrontDirectory directory;
    private final DirectorySettings settings;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "storefront-refresh"));
    private boolean failing;

    DirectoryRefresh(StorefrontDirectory directory, DirectorySettings settings, MeterRegistry meters) {
        this.directory = directory;
        this.settings = settings;
        TimeGauge.builder("checkout.keys.age", directory, TimeUnit.NANOSECONDS, StorefrontDirectory::ageNanos)
                .description("How old the keys of storefronts are that this instance knows")
                .register(meters);
    }

    @PostConstruct
    void start() {
        long interval = settings.refresh().toMillis();
        var unused = thread.scheduleWithFixedDelay(this::refresh, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** No exception may escape, because it would end the schedule. */
    private void refresh() {
        try {
            directory.refresh();
            if (failing) {
                failing = false;
                log.info("The keys of storefronts can be read again");
            }
        } catch (DataAccessException | TransactionException passing) {
            if (!failing) {
                failing = true;
                log.warn(
                        "The keys of storefronts cannot be read; until they can, this instance accepts those it knows,"
                                + " revoked ones included: {}",
                        passing.toString());
            }
        } catch (RuntimeException bug) {
            log.error("Reading the keys of storefronts failed and is repeated", bug);
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
