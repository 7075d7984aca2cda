package checkout.messaging.tracing;

import checkout.messaging.BatchHandler;
import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.SharedRows;
import checkout.messaging.sql.RoundTrip;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Begins a span for each message, which becomes the parent of what the message causes, and ends it after the commit. The span of
 * a message that was handled before, or whose transaction fails, is dropped.
 */
record TracedHandler(BatchHandler handler, Spans spans) implements BatchHandler {
    private record Traced(ReceivedMessage message, Span span) {}

    @Override
    public Decider prepare(List<ReceivedMessage> messages, RoundTrip reading) {
        Map<UUID, Traced> begun = new LinkedHashMap<>();
        List<ReceivedMessage> traced = new ArrayList<>(messages.size());
        for (ReceivedMessage message : messages) {
            Traced each = begun.computeIfAbsent(message.id(), id -> begin(message));
            traced.add(each.message());
        }
        Decider decider = handler.prepare(traced, reading);
        return fresh -> {
            List<Traced> handled = fresh.stream()
                    .map(message -> Objects.requireNonNull(begun.get(message.id()), "it was prepared"))
                    .toList();
            Effects effects =
                    decider.decide(handled.stream().map(Traced::message).toList());
            return effects.afterCommit(() -> handled.forEach(each -> each.span().end()));
        };
    }

    private Traced begin(ReceivedMessage message) {
        Span span = spans.begin("process " + message.type(), SpanKind.CONSUMER, message.traceparent());
        if (span.isRecording()) {
            span.setAttribute("messaging.system", "kafka")
                    .setAttribute("messaging.destination.name", message.origin().topic())
                    .setAttribute(
                            "messaging.destination.partition.id",
                            Integer.toString(message.origin().partition()))
                    .setAttribute("messaging.kafka.offset", message.origin().offset())
                    .setAttribute("messaging.message.id", message.id().toString());
            Correlation correlation = message.correlation();
            if (correlation != null) {
                span.setAttribute("checkout.saga.id", correlation.sagaId().toString());
            }
        }
        String traceparent = Spans.traceparent(span);
        return new Traced(traceparent == null ? message : message.withTraceparent(traceparent), span);
    }

    @Override
    public SharedRows sharedRows() {
        return handler.sharedRows();
    }
}
