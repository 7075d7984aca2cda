package checkout.order.webhook.delivery;

import checkout.order.webhook.endpoint.Endpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes old deliveries, and everything of deleted endpoints, in small transactions. Any number of instances may run it:
 * rows that another one has locked are left to it.
 */
@Component
class DeliveryRetention {
    private static final Logger log = LoggerFactory.getLogger(DeliveryRetention.class);
    private static final int BATCH = 1_000;

    private final Deliveries deliveries;
    private final Endpoints endpoints;
    private final DeliverySettings settings;

    DeliveryRetention(Deliveries deliveries, Endpoints endpoints, DeliverySettings settings) {
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${checkout.webhooks.deliveries.delete-every:PT1M}")
    void deleteOld() {
        try {
            int pending = 0;
            Deliveries.Deleted deleted;
            do {
                deleted = deliveries.deleteOlderThan(settings.keep(), BATCH);
                pending += deleted.pending();
            } while (deleted.all() == BATCH);
            while (deliveries.deleteOfDeletedEndpoints(BATCH).all() == BATCH) {
                // in small transactions
            }
            if (pending > 0) {
                log.warn(
                        "{} webhook deliveries were deleted {} after their events without having been delivered; their endpoints are suspended or fail",
                        pending,
                        settings.keep());
            }
            endpoints.removeDeleted();
        } catch (DataAccessException passing) {
            log.warn("Deleting old webhook deliveries failed and will be repeated: {}", passing.toString());
        }
    }
}
