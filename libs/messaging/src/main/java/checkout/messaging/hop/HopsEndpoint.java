package checkout.messaging.hop;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** Tells the orchestrator what this service knows about a message that was sent to it. */
@WebEndpoint(id = "hops")
final class HopsEndpoint {
    private final MessageReports reports;

    HopsEndpoint(MessageReports reports) {
        this.reports = reports;
    }

    /** Not found if the service does not consume the topic. */
    @ReadOperation
    WebEndpointResponse<MessageReport> report(
            @Selector UUID id,
            String topic,
            @Nullable String key,
            @Nullable UUID saga,
            @Nullable String step,
            @Nullable String action,
            @Nullable Integer attempt) {
        return reports.of(new MessageQuestion(id, topic, key, saga, step, action, attempt))
                .map(WebEndpointResponse::new)
                .orElse(new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND));
    }
}
