package checkout.lab.scenario.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a history: a call begins, or it has ended. A call has as many events as it has attempts, twice.
 *
 * @param micros since the epoch
 * @param op the attempt, the same in both of its events
 * @param call what is called, such as {@code place} or {@code POST /v1/relay/replay}
 * @param by the storefront, or {@code operator}
 * @param key the idempotency key, which the attempts of one request have in common
 * @param status of the HTTP response
 * @param state what the response says about the checkout, such as CONFIRMED
 * @param body of the request, if it is new
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryEvent(
        long micros,
        long op,
        EventType type,
        String call,
        String by,
        @Nullable String key,
        @Nullable UUID checkout,
        @Nullable Integer status,
        @Nullable String state,
        @Nullable String body) {

    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_ERROR = 500;
    private static final int IN_FLIGHT = 409;
    private static final String IN_FLIGHT_TYPE = "idempotency-key-in-flight";
    private static final int UNAVAILABLE = 503;
    private static final String NOT_PLACED = "\"outcome\":\"not-placed\"";

    /**
     * What a response says about the call. Whoever has the same key in flight may still take effect; a service that is not
     * available says whether the call may.
     */
    public static EventType typeOf(int status, String responseBody) {
        if (status < FIRST_REFUSAL) {
            return EventType.OK;
        }
        if (status >= FIRST_ERROR) {
            return status == UNAVAILABLE && responseBody.contains(NOT_PLACED) ? EventType.FAIL : EventType.UNKNOWN;
        }
        return status == IN_FLIGHT && responseBody.contains(IN_FLIGHT_TYPE) ? EventType.UNKNOWN : EventType.FAIL;
    }

    /** Whether the request was refused for good, so that nobody sends it again. */
    public static boolean isRefusal(int status, String responseBody) {
        return status < FIRST_ERROR && typeOf(status, responseBody) == EventType.FAIL;
    }

    boolean isEndOf(String otherCall) {
        return type != EventType.INVOKE && call.equals(otherCall);
    }
}
