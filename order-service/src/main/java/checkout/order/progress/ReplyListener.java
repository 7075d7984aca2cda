package checkout.order.progress;

import checkout.messaging.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the stages that replies stand for. */
final class ReplyListener {
    private static final Logger log = LoggerFactory.getLogger(ReplyListener.class);

    private static final Set<String> RETURN_REPLIES =
            Set.of("orders.ReturnInProgress.v1", "orders.ReturnWithdrawn.v1", "orders.ReturnCompleted.v1");

    private final ProgressCache cache;

    ReplyListener(ProgressCache cache) {
        this.cache = cache;
    }

    void record(ConsumerRecord<byte[], byte[]> reply) {
        Header type = reply.headers().lastHeader(MessageHeaders.TYPE);
        if (type == null || reply.key() == null) {
            return;
        }
        String name = text(type.value());
        Optional<ProgressStage> stage = ProgressStage.ofReply(name);
        if (stage.isEmpty() && !RETURN_REPLIES.contains(name)) {
            return;
        }
        try {
            UUID checkout = UUID.fromString(text(reply.key()));
            stage.ifPresentOrElse(
                    reached -> cache.add(checkout, new ProgressEvent(reached, Instant.ofEpochMilli(reply.timestamp()))),
                    () -> cache.changed(checkout));
        } catch (IllegalArgumentException notACheckout) {
            log.debug("Ignoring a reply whose key is not a checkout id; the orchestrator dead-letters it");
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
