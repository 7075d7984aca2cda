package checkout.lab.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.time.EpochMicros;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Red here: clients hang, or continue too early, when the end of a checkout is received before its 202. */
@Timeout(20)
class PendingCheckoutsTest {

    private final PendingCheckouts pending = new PendingCheckouts();
    private final UUID checkout = UUID.randomUUID();

    @Test
    void anEndReceivedFirstIsNotMissed() throws InterruptedException {
        pending.ended(checkout);
        assertThat(pending.await(checkout, in(10))).isTrue();
    }

    @Test
    void anEndWakesTheWaitingCustomer() {
        CompletableFuture<Boolean> wait = CompletableFuture.supplyAsync(() -> await(in(10)));
        pending.ended(checkout);
        assertThat(wait.join()).isTrue();
    }

    @Test
    void withoutAnEndTheWaitEndsAtTheDeadline() throws InterruptedException {
        pending.ended(UUID.randomUUID());
        assertThat(pending.await(checkout, EpochMicros.now() + EpochMicros.SECOND / 20))
                .isFalse();
    }

    private boolean await(long deadline) {
        try {
            return pending.await(checkout, deadline);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long in(int seconds) {
        return EpochMicros.now() + seconds * EpochMicros.SECOND;
    }
}
