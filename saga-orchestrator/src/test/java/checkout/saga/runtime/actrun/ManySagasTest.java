package checkout.saga.runtime.actrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.act.Act;
import checkout.saga.runtime.act.Acts;
import checkout.saga.runtime.drive.OrchestratorTest;
import checkout.saga.runtime.drive.UnwritableError;
import checkout.testinfra.CountedStatements;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: an act on many sagas is slow, acts on one twice or after it was stopped, or loses one. */
class ManySagasTest extends OrchestratorTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MANY = 500;
    private static final int BATCH = 200;

    @Autowired
    private ActsThread thread;

    @Autowired
    private ActRunner runner;

    @Autowired
    private Acts acts;

    @Autowired
    private CountedStatements statements;

    /** The test steps by hand. */
    @BeforeEach
    void stop() {
        thread.stop();
    }

    @AfterEach
    void start() {
        jdbc.update("delete from saga where phase in ('STUCK', 'RETRYING')");
        if (!thread.isRunning()) {
            thread.start();
        }
    }

    @Test
    void aBatchOfManyTakesAsManyStatementsAsOneOfAFew() {
        stuck(10);
        String few = create();
        int ofFew = statements.during(() -> runner.runBatch(running(few))).size();
        finish(few);
        stuck(200);
        String many = create();
        List<String> ofMany = statements.during(() -> runner.runBatch(running(many)));
        assertThat(ofMany).hasSize(ofFew);
        assertThat(ofFew).isLessThan(15);
    }

    @Test
    void creatingAnActOnManyTakesAsManyStatementsForEachBatch() {
        stuck(10);
        int ofFew = statements.during(this::create).size();
        stuck(400);
        assertThat(statements.during(this::create)).hasSize(ofFew);
    }

    @Test
    void instancesShareAnActAndNoSagaIsActedOnTwice() {
        stuck(MANY);
        String act = create();
        Integer each = jdbc.queryForObject("select count(*) from act_item where act_id = ?::uuid", Integer.class, act);
        assertThat(each).isGreaterThanOrEqualTo(MANY);

        List<CompletableFuture<Void>> instances = Stream.generate(() -> CompletableFuture.runAsync(runner::runAll))
                .limit(3)
                .toList();
        instances.forEach(CompletableFuture::join);

        assertThat(jdbc.queryForObject(
                        "select count(*) from audit where act_id = ?::uuid and outcome = 'DONE'", Integer.class, act))
                .isEqualTo(each);
        assertThat(jdbc.queryForObject("""
                        select count(*) from outbox
                        where type = 'orders.ConfirmOrder.v1' and attempt = 11
                          and saga_id in (select saga_id from act_item where act_id = ?::uuid)
                        """, Integer.class, act)).isEqualTo(each);
        answerAll(act);
        thread.start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> show(act).at("/status").asString().equals("FINISHED"));
        assertThat(show(act).at("/outcomes/DONE").asInt()).isEqualTo(each);
    }

    @Test
    void anActGoesOnAfterARestart() {
        stuck(10);
        String act = create();
        thread.start();
        await().until(() -> show(act).at("/outcomes/REQUESTED").asInt() >= 10);
    }

    @Test
    void instancesThatActOneByOneDoNotOverwriteEachOther() {
        stuck(BATCH);
        breakLast();
        String act = create();
        Act running = running(act);

        Runnable instance = () -> {
            while (outcomes(act).containsKey("PENDING")) {
                runner.runBatch(running);
            }
        };
        CompletableFuture<Void> other = CompletableFuture.runAsync(instance);
        instance.run();
        other.join();

        assertThat(outcomes(act)).containsOnly(Map.entry("REQUESTED", BATCH - 1L), Map.entry("REFUSED", 1L));
        assertThat(jdbc.queryForObject("select count(*) from audit where act_id = ?::uuid", Integer.class, act))
                .isEqualTo(BATCH);
        finish(act);
    }

    @Test
    void anActThatIsStoppedWhileItActsOneByOneLeavesTheRestAlone() {
        stuck(BATCH);
        breakLast();
        String act = create();
        Act running = running(act);

        CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> runner.runBatch(running));
        await().pollInterval(Duration.ofMillis(1)).until(() -> outcomes(act).containsKey("REQUESTED"));
        assertThat(post("/v1/acts/%s/stop".formatted(act), "{}").statusCode()).isEqualTo(202);
        Map<String, Long> stopped = outcomes(act);
        run.join();

        assertThat(stopped).containsKey("SKIPPED");
        assertThat(outcomes(act)).isEqualTo(stopped);
        assertThat(jdbc.queryForList("""
                        select distinct phase from saga
                        where id in (select saga_id from act_item where act_id = ?::uuid and outcome = 'SKIPPED')
                        """, String.class, act)).containsExactly("STUCK");
        finish(act);
    }

    /** A batch with this saga fails. */
    private void breakLast() {
        UnwritableError.refuse(superuser());
        int broken = jdbc.update("""
                update saga set state = regexp_replace(state, '"lastError":"[^"]*"', ?)
                where id = (select id from saga where phase = 'STUCK' order by id desc limit 1)
                """, "\"lastError\":\"%s\"".formatted(UnwritableError.TEXT));
        assertThat(broken).isEqualTo(1);
    }

    private Map<String, Long> outcomes(String act) {
        Map<String, Long> outcomes = new HashMap<>();
        jdbc.query(
                "select outcome, count(*) from act_item where act_id = ?::uuid group by 1",
                row -> {
                    outcomes.put(row.getString(1), row.getLong(2));
                },
                act);
        return outcomes;
    }

    private void answerAll(String act) {
        List<UUID> sagas = jdbc.queryForList("select saga_id from act_item where act_id = ?::uuid", UUID.class, act);
        for (UUID saga : sagas) {
            checkout = saga;
            send(
                    "checkout.replies",
                    "orders.OrderConfirmed.v1",
                    "{\"checkoutId\":\"%s\"}".formatted(saga),
                    Map.of("ce_sagastep", "confirm order", "ce_sagaaction", "DO", "ce_sagaattempt", "11"));
        }
    }

    /** So many sagas that are stuck like the one of this test. */
    private void stuck(int count) {
        jdbc.update("delete from saga where phase in ('STUCK', 'RETRYING')");
        checkout = MessageIds.next();
        stuckPastItsPivot();
        jdbc.update("""
                insert into saga
                select (jsonb_populate_record(saga, jsonb_build_object('id', uuidv7()))).*
                from saga, generate_series(2, ?) where id = ?
                """, count, checkout);
    }

    /** Other tests leave sagas behind that are stuck elsewhere. */
    private String create() {
        HttpResponse<String> answer = post(
                "/v1/acts",
                "{\"action\":\"RETRY\",\"filter\":{\"stuck\":true,\"step\":\"confirm order\"},\"reason\":\"order-service is back\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).at("/id").asString();
    }

    private Act running(String id) {
        return acts.running().stream()
                .filter(act -> act.id().toString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode show(String act) {
        return ok(get("/v1/acts/" + act));
    }

    /** Nobody waits for its sagas any more. */
    private void finish(String act) {
        jdbc.update(
                "update act_item set outcome = 'NOT_CONFIRMED', finished_at = now() where act_id = ?::uuid and finished_at is null",
                act);
        acts.finish();
    }
}
