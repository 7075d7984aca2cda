package checkout.messaging;

/** The names of the Kafka headers: CloudEvents in binary mode with extension attributes, and the trace context. */
public final class MessageHeaders {
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SAGA_ID = "ce_sagaid";
    public static final String SAGA_STEP = "ce_sagastep";
    public static final String SAGA_ACTION = "ce_sagaaction";
    public static final String SAGA_ATTEMPT = "ce_sagaattempt";
    public static final String TRACEPARENT = "traceparent";

    private MessageHeaders() {}
}
