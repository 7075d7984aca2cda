package checkout.order.webhook.event;

import java.time.Instant;
import java.util.UUID;

/**
 * What an event to be sent is about.
 *
 * @param subjectId the id of the checkout, the return or the test
 * @param endpointId the receiver
 * @param recordedAt the time of a test
 */
public record EventSubject(EventType type, UUID subjectId, UUID endpointId, Instant recordedAt) {}
