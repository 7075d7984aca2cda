package checkout.messaging.record;

import checkout.messaging.Correlation;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.Traceparent;
import checkout.messaging.record.DecodedRecord.PoisonRecord;
import checkout.messaging.record.DecodedRecord.ReadableRecord;
import org.slf4j.MDC;

/** Says in every line that is logged while one record is handled which saga and which trace it belongs to. */
public final class RecordLogContext {
    public static final String SAGA_ID = "sagaId";
    public static final String TRACE_ID = "traceId";
    private static final int TRACE_BEGIN = "00-".length();
    private static final int TRACE_END = TRACE_BEGIN + 32;

    private RecordLogContext() {}

    /** Runs what handles this record and no other. */
    public static void run(DecodedRecord record, Runnable handling) {
        switch (record) {
            case ReadableRecord readable -> put(readable.message());
            case PoisonRecord poison -> {
                // what cannot be read does not say where it belongs
            }
        }
        try {
            handling.run();
        } finally {
            MDC.remove(SAGA_ID);
            MDC.remove(TRACE_ID);
        }
    }

    private static void put(ReceivedMessage message) {
        Correlation correlation = message.correlation();
        if (correlation != null) {
            MDC.put(SAGA_ID, correlation.sagaId().toString());
        }
        String traceparent = message.traceparent();
        if (traceparent != null && Traceparent.isValid(traceparent)) {
            MDC.put(TRACE_ID, traceparent.substring(TRACE_BEGIN, TRACE_END));
        }
    }
}
