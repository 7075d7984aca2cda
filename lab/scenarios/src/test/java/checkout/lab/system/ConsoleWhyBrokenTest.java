package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.scenario.diagnosis.BrokenAnswers;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import tools.jackson.databind.JsonNode;

/**
 * A slot is dropped, and participants commit what they should not. Red here: an operator who opens the console is not told within
 * ten seconds what is broken and who owns it.
 */
class ConsoleWhyBrokenTest extends DiagnosisByConsole {

    @AfterEach
    void theStackIsAsBefore() throws SQLException, InterruptedException {
        sql(BrokenAnswers.NONE);
        RunningStack.get().start();
        if (isRefused()) {
            replay();
        }
    }

    @Test
    void theReplicationSlotIsDropped() throws Exception {
        stop(INVENTORY);
        String saga = buy("tok_ok");
        stop(RELAY);
        await().ignoreExceptionsInstanceOf(PSQLException.class).until(() -> {
            sql("select pg_drop_replication_slot('outbox_checkout')");
            return true;
        });
        launch(stack.part(RELAY));
        await().ignoreExceptionsInstanceOf(StackException.class).until(this::isRefused);
        stack.start(List.of(stack.part(INVENTORY)), (part, took) -> {});

        told("the replication slot is dropped", saga, "does not exist", RELAY);
        assertThat(text("diagnosis"))
                .as("can be sent as it stands")
                .containsPattern("\"from\":\"\\d{4}-\\d\\d-\\d\\dT");

        replay();
        shopper.awaitEnd(saga);
    }

    @Test
    void anAnswerCannotBeRead() throws Exception {
        sql(BrokenAnswers.UNREADABLE);
        String saga = buy("tok_ok");

        told("an answer cannot be read", saga, "could not handle the answer", "saga-orchestrator");

        // the command is sent again when its time is over
        sql(BrokenAnswers.NONE);
        shopper.awaitEnd(saga);
        discardLetters(saga);
    }

    @Test
    void aCompensationIsRefused() throws Exception {
        sql(BrokenAnswers.REFUSED_VOID);
        String saga = buy("tok_3ds_abandoned");
        awaitSent(saga, "authorize payment");
        shopper.cancel(saga);
        awaitState(saga, "COMPENSATION_STUCK");

        told("a compensation is refused", saga, "VoidRefused", "payment-service");

        sql(BrokenAnswers.NONE);
        operator.post(url("/v1/sagas/%s/retry".formatted(saga)), Map.of("reason", "the refusal was not the provider's"))
                .bodyIfSuccessful();
        shopper.awaitEnd(saga);
    }

    /** Letters stay open until somebody settles them, and other tests count them. */
    private void discardLetters(String saga) throws InterruptedException {
        JsonNode letters = operator.get(url("/v1/dead-letters?status=OPEN&sagaId=" + saga))
                .bodyIfSuccessful()
                .path("deadLetters");
        for (JsonNode letter : letters) {
            operator.post(
                            url("/v1/dead-letters/%s/discard"
                                    .formatted(letter.path("id").asString())),
                            Map.of("reason", "made by a test"))
                    .bodyIfSuccessful();
        }
    }

    private boolean isRefused() throws InterruptedException {
        return source().at("/state").asString("").equals("REFUSED");
    }

    private JsonNode source() throws InterruptedException {
        return operator.get(stack.ports().url(RELAY) + "/v1/relay").body().at("/sources/0");
    }

    private void replay() throws InterruptedException {
        JsonNode source = source();
        operator.post(
                        stack.ports().url(RELAY) + "/v1/relay/replay",
                        Map.of(
                                "source", source.path("name").asString(),
                                "from", source.path("replayFrom").asString(),
                                "reason", "the slot was dropped"))
                .bodyIfSuccessful();
    }

    /** It is not going to be ready. */
    private void launch(StackPart part) throws IOException, InterruptedException {
        stack.superviseAgain(part);
        part.prepare();
        part.start();
    }

    private void sql(String sql) throws SQLException {
        try (Connection session = superuser();
                Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
