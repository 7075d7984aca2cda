package checkout.saga.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.sql.RoundTrip;
import checkout.saga.engine.Timers;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import checkout.saga.runtime.SagaTypes;
import checkout.testinfra.TestServers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: the answer of a participant cannot be stored because of its text, so its saga waits for ever. */
class SagaTextsTest {
    private final JdbcTemplate jdbc = new JdbcTemplate(TestServers.database("sagas")
            .migrate("classpath:db/messaging", "classpath:db/saga-runtime")
            .service());
    private final Sagas sagas = new Sagas(jdbc, new SagaJson(new SagaTypes(List.of())));

    /** JSON may contain it, escaped, and PostgreSQL does not store it in a text. */
    @Test
    void theReasonOfARefusalMayContainNul() {
        UUID id = MessageIds.next();
        SagaRow stuck = SagaRow.started(id, stuck("no\0"), "data", Timers.EMPTY);
        Effects insert = new Effects();
        sagas.insert(List.of(stuck), insert);
        write(insert);
        assertTexts(id, "no\uFFFD");

        Effects update = new Effects();
        sagas.update(List.of(stuck.with(stuck("never\0"))), update);
        write(update);
        assertTexts(id, "never\uFFFD");
    }

    private static SagaState stuck(String reason) {
        StepState step = new StepState("pay", StepStatus.STUCK, 1, 1, reason);
        return new SagaState("trip", 1, SagaPhase.STUCK, false, List.of(step), null, null, null);
    }

    private void write(Effects effects) {
        effects.writes()
                .forEach(write ->
                        new RoundTrip(jdbc).update(write.sql(), write.rows()).execute());
    }

    private void assertTexts(UUID id, String reason) {
        assertThat(jdbc.queryForMap("select last_error, stuck_reason from saga where id = ?", id))
                .containsEntry("last_error", reason)
                .containsEntry("stuck_reason", "'pay' " + reason);
    }
}
