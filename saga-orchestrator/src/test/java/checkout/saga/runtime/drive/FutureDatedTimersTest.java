package checkout.saga.runtime.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Red here: sagas that were under way while the database's clock was ahead wait until it is that late again. */
class FutureDatedTimersTest extends OrchestratorTest {
    @Autowired
    private FutureDatedTimers timers;

    @Test
    void aTimerOfTomorrowFiresWithinTheTimeOfItsStep() {
        place();
        passTime(Duration.ofDays(-1));
        sweep();
        timers.bringBack();
        passTime(Duration.ofSeconds(20));
        sweep();

        assertThat(phase()).isEqualTo("RETRYING");
    }

    @Test
    void aTimerThatIsNotAheadStaysAsItIs() {
        place();
        String before = timetable();
        timers.bringBack();

        assertThat(timetable()).isEqualTo(before);
    }

    @Test
    void aParkedSagaIsTriedAgainToday() {
        place();
        jdbc.update(
                "update saga set parked = 'it could not be read', phase = 'STUCK', deadline_at = now() + interval '1 day' where id = ?",
                checkout);
        timers.bringBack();
        sweep();

        assertThat(phase()).isEqualTo("WAITING");
    }

    private String timetable() {
        return String.valueOf(jdbc.queryForObject("select timetable from saga where id = ?", String.class, checkout));
    }
}
