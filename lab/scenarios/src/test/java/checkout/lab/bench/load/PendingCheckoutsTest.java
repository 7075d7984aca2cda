package checkout.lab.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a checkout may be heard before its 202 is read; if one of these fails, clients hang or hurry on. */
@Timeout(20)
class PendingCheckoutsTest {

    private final PendingCheckouts waiting = new PendingCheckouts();
    private final UUID checkout = UUID.randomUUID();

    @Test
    void anEndThatCameFirstIsNotMissed() throws InterruptedException {
        waiting.ended(checkout);
        assertThat(waiting.await(checkout, in(10))).isTrue();
    }

    @Test
    void anEndWakesTheOneWhoWaits() {
        CompletableFuture<Boolean> wait = CompletableFuture.supplyAsync(() -> await(in(10)));
        waiting.ended(checkout);
        assertThat(wait.join()).isTrue();
    }

    @Test
    void withoutAnEndTheWaitIsOverAtTheDeadline() throws InterruptedException {
        waiting.ended(UUID.randomUUID());
        assertThat(waiting.await(checkout, EpochMicros.now() + EpochMicros.SECOND / 20))
                .isFalse();
    }

    private boolean await(long deadline) {
        try {
            return waiting.await(checkout, deadline);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long in(int seconds) {
        return EpochMicros.now() + seconds * EpochMicros.SECOND;
    }
}
