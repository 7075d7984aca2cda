package checkout.payment.limit;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.provider.CardAnswer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** If this fails, a provider that asks this service to wait is called all the same, or never again. */
class ProviderPauseTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000); // the clock may overflow
    private final ProviderPause pause = new ProviderPause(nanos::get, new Random(1));

    @Test
    void lastsAsLongAsItIsAskedToAndALittleMore() {
        assertThat(pause.remaining()).isZero();
        heed(Duration.ofSeconds(7));
        assertThat(pause.remaining()).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7_700));
        nanos.addAndGet(Duration.ofMillis(7_701).toNanos());
        assertThat(pause.remaining()).isZero();
    }

    @Test
    void theLongestRequestCounts() {
        heed(Duration.ofSeconds(10));
        heed(Duration.ofSeconds(1));
        assertThat(pause.remaining()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void isNeverLongerThanHalfAMinuteOrSo() {
        heed(Duration.ofMinutes(5));
        assertThat(pause.remaining()).isBetween(ProviderPause.MAX, ProviderPause.MAX.plusSeconds(3));
    }

    @Test
    void otherAnswersDoNotPause() {
        pause.heed(CardAnswer.Unknown.because("status 500"));
        pause.heed(new CardAnswer.TimedOut("timeout"));
        pause.heed(new CardAnswer.Declined("no"));
        assertThat(pause.remaining()).isZero();
    }

    private void heed(Duration wait) {
        pause.heed(new CardAnswer.Unknown("status 429", wait));
    }
}
