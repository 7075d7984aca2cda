package checkout.payment.card;

import checkout.messaging.hop.MessageQuestion;
import checkout.messaging.hop.MessageReport.PendingWork;
import checkout.messaging.hop.PendingWorkLookup;
import checkout.payment.limit.ProviderPause;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Says which call to the card provider a command waits for: what the provider said, and when it is called again. */
@Component
class PendingCardCalls implements PendingWorkLookup {
    static final String OWNER = "card provider";

    private final JdbcTemplate jdbc;
    private final CircuitBreaker paymentBreaker;
    private final CircuitBreaker refundBreaker;
    private final ProviderPause pause;

    PendingCardCalls(
            JdbcTemplate jdbc,
            @Qualifier("paymentBreaker") CircuitBreaker paymentBreaker,
            @Qualifier("refundBreaker") CircuitBreaker refundBreaker,
            ProviderPause pause) {
        this.jdbc = jdbc;
        this.paymentBreaker = paymentBreaker;
        this.refundBreaker = refundBreaker;
        this.pause = pause;
    }

    /** A call that is owed because of this command or of an earlier attempt of it. */
    private record Owed(
            String kind,
            String status,
            int calls,
            double dueInSeconds,
            @Nullable String lastError) {}

    @Override
    public List<PendingWork> of(MessageQuestion question) {
        UUID saga = question.sagaId();
        return saga == null
                ? List.of()
                : jdbc
                        .query(
                                """
                                select 'payment', status, attempt, extract(epoch from next_call_at - now()), last_error from payment
                                where checkout_id = ? and next_call_at is not null and step = ? and action = ?
                                union all
                                select 'refund', status, attempt, extract(epoch from next_call_at - now()), last_error from refund
                                where return_id = ? and next_call_at is not null and step = ? and action = ?
                                """,
                                (row, number) -> new Owed(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getInt(3),
                                        row.getDouble(4),
                                        row.getString(5)),
                                saga,
                                question.step(),
                                question.action(),
                                saga,
                                question.step(),
                                question.action())
                        .stream()
                        .map(this::sentence)
                        .toList();
    }

    private PendingWork sentence(Owed owed) {
        CircuitBreaker breaker = owed.kind().equals("refund") ? refundBreaker : paymentBreaker;
        String said = owed.lastError() == null
                ? "the card provider has not answered yet"
                : "the card provider last said: " + owed.lastError();
        String paused = pause.remaining().isPositive()
                ? "; it asked for a pause of %d s more"
                        .formatted(pause.remaining().toSeconds())
                : "";
        return new PendingWork(
                OWNER,
                "its %s is %s after %d calls; %s; the next call is due %s; the circuit breaker is %s%s"
                        .formatted(
                                owed.kind(),
                                owed.status(),
                                owed.calls(),
                                said,
                                owed.dueInSeconds() > 0 ? "in %.0f s".formatted(owed.dueInSeconds()) : "now",
                                breaker.getState(),
                                paused));
    }
}
