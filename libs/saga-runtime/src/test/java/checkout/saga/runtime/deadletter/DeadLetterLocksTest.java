package checkout.saga.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.deadletter.DeadLetter.Settlement;
import checkout.saga.runtime.deadletter.DeadLetter.Status;
import checkout.saga.runtime.deadletter.DeadLetters.Settled;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TwoSessions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: a dead letter is stored twice, or two operators settle it, so that its message is sent twice. */
class DeadLetterLocksTest {
    private static final TestDatabase DATABASE =
            TestServers.database("sagas").migrate("classpath:db/messaging", "classpath:db/saga-runtime");

    private final TwoSessions sessions = new TwoSessions(DATABASE.service());
    private final DeadLetters letters = new DeadLetters(sessions.jdbc());
    private final UUID id = MessageIds.next();

    @Test
    void aLetterThatTwoInstancesReceiveIsStoredOnce() {
        List<DeadLetter> stored = sessions.secondWaits(() -> insert("the first"), () -> {
            insert("the second");
            return locked();
        });

        assertThat(stored).singleElement().extracting(DeadLetter::reason).isEqualTo("the first");
    }

    @Test
    void aLetterIsReadAfterTheOneWhoHasItLockedHasSettledIt() {
        insert("reason");

        List<DeadLetter> found = sessions.secondWaits(
                () -> {
                    letters.lock(List.of(id));
                    settle("the first");
                },
                this::locked);

        assertThat(found).singleElement().extracting(DeadLetter::status).isEqualTo(Status.DISCARDED);
    }

    @Test
    void aSettledLetterIsNotSettledAgain() {
        insert("reason");

        Settlement settlement = sessions.secondWaits(() -> settle("the first"), () -> {
            settle("the second");
            return locked().getFirst().settlement();
        });

        assertThat(settlement).isNotNull();
        assertThat(settlement.by()).isEqualTo("the first");
    }

    private List<DeadLetter> locked() {
        return letters.read(letters.lock(List.of(id)).getFirst());
    }

    private void insert(String reason) {
        letters.insert(List.of(new DeadLetter(
                id,
                "topic",
                0,
                1L,
                null,
                "key",
                "type",
                null,
                reason,
                null,
                "{}",
                null,
                "{}",
                null,
                null,
                null,
                Status.OPEN,
                null)));
    }

    private void settle(String who) {
        letters.settle(List.of(new Settled(id, null, null, "reason", null, "{}")), Status.DISCARDED, who, "tested");
    }
}
