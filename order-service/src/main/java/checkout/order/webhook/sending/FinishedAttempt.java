package checkout.order.webhook.sending;

import checkout.order.webhook.client.AttemptOutcome;
import checkout.order.webhook.client.AttemptOutcome.Abandoned;
import checkout.order.webhook.client.AttemptOutcome.Delivered;
import checkout.order.webhook.client.AttemptOutcome.Refused;
import checkout.order.webhook.client.AttemptOutcome.Unanswered;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that has ended and is to be recorded.
 *
 * @param pause before the next attempt, if there is one
 */
record FinishedAttempt(DueDelivery delivery, Instant startedAt, Duration took, AttemptOutcome outcome, Duration pause) {
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^\\p{Print}]");
    private static final int MAX_ERROR_LENGTH = 500;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_CLIENT_ERROR = 400;

    /** What becomes of the delivery, unless its time is over. */
    enum Result {
        DELIVERED,
        RETRY,
        ABANDONED
    }

    Result result() {
        return switch (outcome) {
            case Delivered delivered -> Result.DELIVERED;
            case Refused refused -> Result.RETRY;
            case Unanswered unanswered -> Result.RETRY;
            case Abandoned abandoned -> Result.ABANDONED;
        };
    }

    @Nullable
    Integer status() {
        return switch (outcome) {
            case Delivered delivered -> delivered.status();
            case Refused refused -> refused.status();
            case Unanswered unanswered -> null;
            case Abandoned abandoned -> null;
        };
    }

    /** What went wrong, as PostgreSQL can store it: parts of it may come from the receiver. */
    @Nullable
    String error() {
        String described = described();
        if (described == null) {
            return null;
        }
        String printable = NOT_PRINTABLE.matcher(described).replaceAll(" ");
        return printable.substring(0, Math.min(MAX_ERROR_LENGTH, printable.length()));
    }

    private @Nullable String described() {
        return switch (outcome) {
            case Delivered delivered -> null;
            case Refused refused ->
                refused.status() >= FIRST_REDIRECT && refused.status() < FIRST_CLIENT_ERROR
                        ? "Answered %d; redirects are not followed".formatted(refused.status())
                        : "Answered %d".formatted(refused.status());
            case Unanswered unanswered -> unanswered.error();
            case Abandoned abandoned -> abandoned.error();
        };
    }

    @Nullable
    String answer() {
        return switch (outcome) {
            case Delivered delivered -> delivered.answer();
            case Refused refused -> refused.answer();
            case Unanswered unanswered -> null;
            case Abandoned abandoned -> null;
        };
    }

    boolean isGone() {
        return outcome instanceof Refused refused && refused.isGone();
    }

    /** How long the endpoint is left alone. */
    Duration retryAfter() {
        return outcome instanceof Refused refused && refused.retryAfter() != null
                ? refused.retryAfter()
                : Duration.ZERO;
    }
}
