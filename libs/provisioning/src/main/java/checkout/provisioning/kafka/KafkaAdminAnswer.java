package checkout.provisioning.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;

/** Waits for a cluster's answer to an administrator's request, and says in a sentence what failed. */
final class KafkaAdminAnswer {

    private static final int TIMEOUT_SECONDS = 60;

    private KafkaAdminAnswer() {}

    /** @param request what was asked for, as in "cannot ..." */
    static <T> T await(String request, KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String reason = cause instanceof AuthorizationException
                    ? "its user lacks the right to (%s)"
                            .formatted(cause.getClass().getSimpleName())
                    : String.valueOf(cause.getMessage());
            throw new IllegalStateException("cannot %s: %s".formatted(request, reason), cause);
        } catch (TimeoutException e) {
            throw new IllegalStateException("cannot %s: Kafka does not answer".formatted(request), e);
        }
    }
}
