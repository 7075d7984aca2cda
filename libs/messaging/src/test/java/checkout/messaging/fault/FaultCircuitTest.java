package checkout.messaging.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Red here: what one consumer of a group halts for, the other sends to the dead letters. */
class FaultCircuitTest {
    private static final FaultCause CAUSE = new FaultCause("a fault", "what failed");
    private static final FaultCause OTHER = new FaultCause("another fault", "what else failed");

    private boolean resumed;
    private final FaultCircuit polls = FaultCircuits.of("polls", cause -> resumed);
    private final FaultCircuit deferred = FaultCircuits.of("deferred messages", cause -> resumed);

    @Test
    void haltsAtTheFirstFailureForACauseThatTheOtherIsHaltedFor() {
        polls.sharesCausesWith(deferred);
        assertThat(deferred.mustHalt(CAUSE, "k1")).isFalse();

        HaltedConsumerException halted = polls.halt(FaultKind.RECORD, CAUSE, new IllegalStateException());

        assertThat(halted).hasMessageContaining("what failed");
        assertThat(deferred.mustHalt(CAUSE, "k2")).isTrue();
        assertThat(deferred.mustHalt(OTHER, "k3")).isFalse();
        resumed = true;
        assertThat(deferred.mustHalt(CAUSE, "k4")).isFalse();
    }

    @Test
    void doesSoInBothDirectionsAndOnlyAsLongAsTheOtherIsHalted() {
        polls.sharesCausesWith(deferred);
        HaltedConsumerException halted = deferred.halt(FaultKind.RECORD, CAUSE, new IllegalStateException());
        assertThat(halted).hasMessageContaining("deferred messages");
        assertThat(polls.mustHalt(CAUSE, "k1")).isTrue();

        polls.resume();
        assertThat(deferred.halted()).as("of the other").isPresent();
        deferred.resume();
        assertThat(polls.mustHalt(CAUSE, "k1")).isFalse();
    }

    @Test
    void triesSomeOnlyIfRecordsFailAndNobodyHasDecided() {
        assertThat(polls.mustTrySome()).isFalse();
        assertThat(polls.halt(FaultKind.INSTALLATION, OTHER, new IllegalStateException()))
                .hasMessageContaining("what else failed");
        assertThat(polls.mustTrySome()).isFalse();
        assertThat(polls.halt(FaultKind.RECORD, CAUSE, new IllegalStateException()))
                .hasMessageContaining("what failed");
        assertThat(polls.mustTrySome()).isTrue();
        resumed = true;
        assertThat(polls.mustTrySome()).isFalse();
    }
}
