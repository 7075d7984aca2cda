package checkout.messaging.health;

import checkout.messaging.container.SupervisedConsumer;
import checkout.messaging.fault.FaultCause;
import checkout.messaging.status.ConsumerStatus;
import checkout.messaging.status.OperatorDecisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** Shows the consumers, and resumes one that keeps its position until an operator decides. */
@WebEndpoint(id = "consumers")
final class ConsumersEndpoint {
    private static final Logger log = LoggerFactory.getLogger(ConsumersEndpoint.class);
    private static final String TYPE_PREFIX = "urn:checkout:problem:";
    private static final Pattern REASON = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,500}");

    private final List<SupervisedConsumer> consumers;
    private final ConsumersReport report;
    private final OperatorDecisions decisions;

    ConsumersEndpoint(List<SupervisedConsumer> consumers, ConsumersReport report, OperatorDecisions decisions) {
        this.consumers = consumers;
        this.report = report;
        this.decisions = decisions;
    }

    @ReadOperation
    Map<String, List<ConsumersReport.Entry>> list() {
        return Map.of("consumers", report.entries());
    }

    /**
     * Resumes what holds the consumers of a group: the records that fail for the cause of a halt go to the dead letters,
     * and partitions with a gap are read from the oldest record on.
     */
    @WriteOperation
    WebEndpointResponse<Map<String, Object>> resume(
            SecurityContext security, @Selector String group, @Nullable String reason) {
        if (reason == null || !REASON.matcher(reason).matches() || reason.isBlank()) {
            return problem(
                    400,
                    "bad-request",
                    "A reason is missing",
                    "Send {\"reason\":\"...\"}: why you resume it, in one line of 1 to 500 characters.");
        }
        SupervisedConsumer consumer = consumers.stream()
                .filter(each -> each.status().group().equals(group))
                .findFirst()
                .orElse(null);
        if (consumer == null) {
            return problem(
                    404,
                    "not-found",
                    "No such group",
                    "The groups of this service are %s."
                            .formatted(consumers.stream()
                                    .map(each -> each.status().group())
                                    .toList()));
        }
        String who =
                security.getPrincipal() == null ? null : security.getPrincipal().getName();
        List<String> resumed = resume(consumer.status(), who, reason);
        if (resumed.isEmpty()) {
            return problem(
                    409,
                    "not-halted",
                    "Nothing to resume",
                    "This instance of %s neither is halted nor has a gap; look at its other instances."
                            .formatted(group));
        }
        log.warn("{} resumed {}: {} ({})", who, group, resumed, reason);
        return new WebEndpointResponse<>(Map.of("group", group, "resumed", resumed), 202);
    }

    private List<String> resume(ConsumerStatus status, @Nullable String who, String reason) {
        List<String> resumed = new ArrayList<>();
        for (FaultCause cause : status.haltedFor()) {
            decisions.resume(status.group(), cause, who, reason);
            resumed.add("Records that fail for this cause go to the dead letters: " + cause.description());
        }
        for (TopicPartition partition : List.copyOf(status.gaps().keySet())) {
            decisions.resumeAtOldest(status.group(), partition, who, reason);
            resumed.add("%s is read from the oldest record on".formatted(partition));
        }
        return resumed;
    }

    private static WebEndpointResponse<Map<String, Object>> problem(
            int status, String type, String title, String detail) {
        return new WebEndpointResponse<>(
                Map.of(
                        "type",
                        TYPE_PREFIX + type,
                        "title",
                        title,
                        "status",
                        status,
                        "detail",
                        detail,
                        "help",
                        "/errors/" + type),
                status);
    }
}
