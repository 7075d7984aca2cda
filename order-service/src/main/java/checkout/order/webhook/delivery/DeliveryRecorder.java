package checkout.order.webhook.delivery;

import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.order.webhook.event.EndEvent;
import java.util.Collection;
import org.springframework.stereotype.Component;

/**
 * Records the deliveries of ends in the transaction that commits the ends: what is committed is delivered, and what is not
 * is never.
 */
@Component
public class DeliveryRecorder {
    private final DeliverySignal signal;

    DeliveryRecorder(DeliverySignal signal) {
        this.signal = signal;
    }

    /** Adds a delivery of each end to each endpoint of its storefront that wants it to the effects; nothing without ends. */
    public void record(Collection<EndEvent> ends, Effects effects) {
        if (ends.isEmpty()) {
            return;
        }
        effects.write("""
                insert into webhook_delivery (id, endpoint_id, event_type, checkout_id, subject_id)
                select next_webhook_delivery_id(), e.id, ended.event_type, ended.checkout_id, ended.subject_id
                from unnest(?::text[], ?::uuid[], ?::uuid[]) as ended (event_type, checkout_id, subject_id)
                join orders o on o.id = ended.checkout_id
                join webhook_endpoint e on e.storefront = o.storefront
                where e.status <> 'DELETED' and ended.event_type = any (e.event_types)
                """, ends, rows -> Columns.of(rows)
                .text(end -> end.type().wireName())
                .uuid(EndEvent::checkoutId)
                .uuid(EndEvent::subjectId));
        effects.afterCommit(signal::send);
    }
}
