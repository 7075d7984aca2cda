package checkout.order.availability;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Renews what is cached when inventory-service announces that it has changed. A record says which sku by its key; its body
 * may be outdated and is not read.
 */
final class StockEvents {
    private final StockRefresh refresh;

    StockEvents(StockRefresh refresh) {
        this.refresh = refresh;
    }

    void read(ConsumerRecords<byte[], byte[]> records) {
        Set<String> skus = new HashSet<>();
        records.forEach(changed -> {
            if (changed.key() != null) {
                skus.add(new String(changed.key(), StandardCharsets.UTF_8));
            }
        });
        if (!skus.isEmpty()) {
            refresh.changed(skus);
        }
    }
}
