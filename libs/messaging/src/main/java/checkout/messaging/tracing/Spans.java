package checkout.messaging.tracing;

import checkout.messaging.Traceparent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Begins spans whose parents come as trace contexts in headers and rows, not on the thread. */
public final class Spans {
    private static final String SCOPE = "checkout";
    private static final int TRACE_ID = "00-".length();
    private static final int SPAN_ID = TRACE_ID + 32 + "-".length();
    private static final int FLAGS = SPAN_ID + 16 + "-".length();

    private final Tracer tracer;
    private final boolean on;

    Spans(OpenTelemetry openTelemetry, boolean on) {
        this.tracer = openTelemetry.getTracer(SCOPE);
        this.on = on;
    }

    /** Spans that nobody sees. They pass the contexts of their parents on. */
    public static Spans off() {
        return new Spans(OpenTelemetry.noop(), false);
    }

    public boolean areOn() {
        return on;
    }

    /** Begins a span. If its parent is not sampled, it is not recorded either. */
    public Span begin(String name, SpanKind kind, @Nullable String parent) {
        SpanBuilder span = tracer.spanBuilder(name).setSpanKind(kind);
        if (parent == null || !Traceparent.isValid(parent)) {
            return span.setNoParent().startSpan();
        }
        SpanContext context = SpanContext.createFromRemoteParent(
                parent.substring(TRACE_ID, TRACE_ID + 32),
                parent.substring(SPAN_ID, SPAN_ID + 16),
                TraceFlags.fromHex(parent, FLAGS),
                TraceState.getDefault());
        return span.setParent(Context.root().with(Span.wrap(context))).startSpan();
    }

    /** The trace context for what a span causes; null if there is no trace. */
    public static @Nullable String traceparent(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? "00-%s-%s-%s"
                        .formatted(
                                context.getTraceId(),
                                context.getSpanId(),
                                context.getTraceFlags().asHex())
                : null;
    }
}
