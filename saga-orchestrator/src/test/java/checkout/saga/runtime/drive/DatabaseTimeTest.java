package checkout.saga.runtime.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** Red here: an instance whose clock is wrong sets or fires timers at another time than the others. */
class DatabaseTimeTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class Slow {
        @Bean
        @Primary
        Clock slow() {
            return Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-5));
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Fast {
        @Bean
        @Primary
        Clock fast() {
            return Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5));
        }
    }

    @Nested
    @Import(Slow.class)
    class WithAClockThatIsSlow extends RightTimers {}

    @Nested
    @Import(Fast.class)
    class WithAClockThatIsFast extends RightTimers {}

    abstract static class RightTimers extends OrchestratorTest {
        @Test
        void aTimerIsDueWhenTheDatabaseSaysSo() {
            place();
            assertThat(jdbc.queryForObject(
                            "select extract(epoch from deadline_at - now()) from saga where id = ?",
                            Double.class,
                            checkout))
                    .as("the time in which a reply must come")
                    .isBetween(5.0, 15.0);
            sweep();
            assertThat(sent()).containsExactly("inventory.ReserveStock.v1");
            passTime(Duration.ofSeconds(16));
            sweep();
            assertThat(phase()).isEqualTo("RETRYING");
            reply("inventory.StockReserved.v1", "reserve stock", "");
            await().until(() -> sent().contains("payments.AuthorizePayment.v1"));
        }

        @Test
        void anAgeIsReckonedByTheDatabase() {
            place();
            assertThat(ok(get("/v1/sagas?olderThan=PT1M&q=" + checkout))
                            .at("/sagas")
                            .size())
                    .isZero();
            assertThat(ok(get("/v1/sagas?olderThan=PT0S&q=" + checkout))
                            .at("/sagas")
                            .size())
                    .isEqualTo(1);
            assertThat(ok(get("/v1/stats")).at("/sweeperLagSeconds").asDouble()).isLessThan(60);
        }
    }
}
