package checkout.saga.runtime.drive;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Red here: one row that PostgreSQL cannot read keeps all sagas from their deadlines. */
class DamagedRowTest extends OrchestratorTest {
    private UUID damaged = MessageIds.next();

    @BeforeEach
    void damageOneThatIsDue() {
        place();
        damaged = checkout;
        damage(damaged);
        makeDue();
        checkout = MessageIds.next();
        place();
    }

    @AfterEach
    void remove() {
        jdbc.update("delete from saga where id = ?", damaged);
    }

    @Test
    void theOthersMeetTheirDeadlinesAndItIsParked() {
        passTimeUntil(ofSeconds(20), () -> phase().equals("RETRYING"));

        Map<String, Object> parked = jdbc.queryForMap(
                "select phase, stuck_reason, deadline_at > now() as later from saga where id = ?", damaged);
        assertThat(parked).containsEntry("phase", "STUCK").containsEntry("later", true);
        assertThat(String.valueOf(parked.get("stuck_reason")))
                .contains("its timers cannot be fired")
                .contains("missing chunk");
    }

    @Test
    void itIsTriedAgainWithoutBlockingTheOthersOrFloodingTheOperator() {
        for (String phase : new String[] {"RETRYING", "COMPENSATING"}) {
            makeDue();
            passTimeUntil(ofSeconds(20), () -> phase().equals(phase));
        }
        assertThat(jdbc.queryForObject("select count(*) from finding where saga_id = ?", Integer.class, damaged))
                .isEqualTo(1);
    }

    private void makeDue() {
        jdbc.update("update saga set deadline_at = now() - interval '1 hour' where id = ?", damaged);
    }
}
