package checkout.saga.runtime.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import checkout.saga.runtime.hop.CommandDiagnosis;
import checkout.saga.runtime.hop.Hop.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: one cause is told to an operator several times, or several causes as one. */
class WaitingReasonTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final WaitingGroup RETRYING = group("RETRYING", "no reply", 1, 12, NOON.minusSeconds(60));
    private static final WaitingGroup STUCK = group("STUCK", "gave up", 2, 500, NOON);

    @Test
    void sagasThatWaitForTheSameHopAreOneReasonWhateverTheirState() {
        List<WaitingReason> reasons = WaitingReason.of(
                List.of(STUCK, RETRYING),
                Map.of(
                        RETRYING.example(), diagnosis(Place.COMMAND_RECEIVED, "inventory-service"),
                        STUCK.example(), diagnosis(Place.COMMAND_RECEIVED, "inventory-service")));
        assertThat(reasons)
                .extracting(
                        WaitingReason::count,
                        WaitingReason::states,
                        WaitingReason::oldest,
                        WaitingReason::example,
                        WaitingReason::owner)
                .containsExactly(tuple(
                        512L,
                        List.of("RETRYING", "STUCK"),
                        NOON.minusSeconds(60),
                        STUCK.example(),
                        "inventory-service"));
    }

    @Test
    void anotherOwnerIsAnotherReason() {
        List<WaitingReason> reasons = WaitingReason.of(
                List.of(RETRYING, STUCK),
                Map.of(
                        RETRYING.example(), diagnosis(Place.COMMAND_PUBLISHED, "outbox-relay"),
                        STUCK.example(), diagnosis(Place.COMMAND_RECEIVED, "inventory-service")));
        assertThat(reasons)
                .extracting(WaitingReason::count, WaitingReason::owner)
                .containsExactly(tuple(500L, "inventory-service"), tuple(12L, "outbox-relay"));
    }

    @Test
    void anotherAnswerIsAnotherReason() {
        List<CommandDiagnosis> answered = diagnosis(Place.ANSWER_RECEIVED, "inventory-service");
        assertThat(WaitingReason.of(
                        List.of(RETRYING, STUCK), Map.of(RETRYING.example(), answered, STUCK.example(), answered)))
                .hasSize(2);
    }

    @Test
    void whatNobodyLookedAtHasTheStoredReason() {
        assertThat(WaitingReason.of(List.of(STUCK), Map.of()))
                .extracting(WaitingReason::hop, WaitingReason::sentence)
                .containsExactly(tuple(null, "They wait at 'reserve stock': gave up."));
    }

    private static List<CommandDiagnosis> diagnosis(Place hop, String owner) {
        return List.of(
                new CommandDiagnosis("authorize payment", Place.COMMAND_ANSWERED, "other", "other", List.of()),
                new CommandDiagnosis("reserve stock", hop, owner, "why", List.of()));
    }

    private static WaitingGroup group(String state, String error, int example, long count, Instant oldest) {
        return new WaitingGroup("checkout", state, "reserve stock", error, count, oldest, new UUID(0, example));
    }
}
