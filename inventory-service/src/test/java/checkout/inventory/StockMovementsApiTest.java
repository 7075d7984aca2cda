package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.testinfra.TwoSessions;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** If this fails, stock changes without a movement, a repeated request moves goods twice, or a movement can be forged. */
class StockMovementsApiTest extends InventoryApiTestBase {
    private static final String RECEIVE_5 = "{\"kind\":\"RECEIVE\",\"quantity\":5,\"reason\":\"delivery 17\"}";

    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void tenOnHand() {
        assertThat(count("admin", "{\"onHand\":10}", null).statusCode()).isEqualTo(201);
    }

    @Test
    void everyOperationIsAMovementWithItsReason() {
        HttpResponse<String> received = move(RECEIVE_5, "1-" + key);
        assertThat(received.statusCode()).as(received.body()).isEqualTo(201);
        assertThat(received.body())
                .contains("\"kind\":\"RECEIVE\"", "\"onHandChange\":5", "\"onHand\":15", "\"actor\":\"admin\"");
        move("{\"kind\":\"ADJUST\",\"quantity\":-2,\"reason\":\"broken\"}", "2-" + key);
        move("{\"kind\":\"COUNT\",\"quantity\":12,\"reason\":\"stocktaking\"}", "3-" + key);
        move("{\"kind\":\"COUNT\",\"quantity\":12,\"reason\":\"stocktaking again\"}", "4-" + key);

        assertThat(changes(movements("").body())).isEqualTo("COUNT 0, COUNT -1, ADJUST -2, RECEIVE 5, COUNT 10");
        assertThat(read("?sku=" + sku, "viewer").body()).contains("\"onHand\":12");
        assertVerified();
    }

    @Test
    void aRepeatedRequestMovesOnce() {
        HttpResponse<String> first = move(RECEIVE_5, key);
        HttpResponse<String> second = move(RECEIVE_5, key);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(read("?sku=" + sku, "viewer").body()).contains("\"onHand\":15");
        HttpResponse<String> other = move("{\"kind\":\"RECEIVE\",\"quantity\":6,\"reason\":\"delivery 17\"}", key);
        assertProblem(other, 422);
        assertThat(other.body()).contains("idempotency-key-reused");
    }

    @Test
    void twoRequestsWithOneKeyAtTheSameTimeMoveOnce() {
        TwoSessions sessions = new TwoSessions(database);

        HttpResponse<String> second = sessions.secondWaits(
                () -> {
                    sessions.jdbc().update("update stock set on_hand = 15 where sku = ?", sku);
                    sessions.jdbc().update("""
                            insert into stock_movement
                                (sku, kind, on_hand, reserved, on_hand_after, reserved_after, actor, request_key, reason)
                            values (?, 'RECEIVE', 5, 0, 15, 0, 'admin', ?, 'delivery 17')
                            """, sku, key);
                },
                () -> move(RECEIVE_5, key));

        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(read("?sku=" + sku, "viewer").body()).contains("\"onHand\":15");
    }

    @Test
    void aKeyThatIsUsedForAnotherSkuAtTheSameTimeIsRefused() {
        TwoSessions sessions = new TwoSessions(database);

        HttpResponse<String> second = sessions.secondWaits(
                () -> sessions.jdbc().update("""
                        insert into stock_movement
                            (sku, kind, on_hand, reserved, on_hand_after, reserved_after, actor, request_key, reason)
                        values (?, 'COUNT', 0, 0, 0, 0, 'admin', ?, 'another')
                        """, "OTHER-" + key, key), () -> move(RECEIVE_5, key));

        assertProblem(second, 422);
        assertThat(read("?sku=" + sku, "viewer").body()).contains("\"onHand\":10");
    }

    @Test
    void neverLeavesFewerThanAreReserved() {
        reserveByHand(4);
        HttpResponse<String> adjusted = move("{\"kind\":\"ADJUST\",\"quantity\":-7,\"reason\":\"r\"}", "1-" + key);
        assertProblem(adjusted, 409);
        assertThat(adjusted.body()).contains("stock-reserved", "\"reserved\":4", "\"wanted\":3");
        assertProblem(move("{\"kind\":\"COUNT\",\"quantity\":3,\"reason\":\"r\"}", "2-" + key), 409);
        assertThat(move("{\"kind\":\"COUNT\",\"quantity\":4,\"reason\":\"r\"}", "3-" + key)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void refusesMoreThanCanBeStored() {
        HttpResponse<String> tooMany = move("{\"kind\":\"RECEIVE\",\"quantity\":2147483647,\"reason\":\"r\"}", key);
        assertProblem(tooMany, 409);
        assertThat(tooMany.body()).contains("stock-too-large", "2,147,483,657");
    }

    @Test
    void movesOnlyTheVersionThatWasRead() {
        String eTag = read("?sku=" + sku, "viewer").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> first = moveIf(eTag, "1-" + key);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertProblem(moveIf(eTag, "2-" + key), 412);
        assertThat(moveIf(first.headers().firstValue("ETag").orElseThrow(), "3-" + key)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void anItemThatDoesNotExistIsNotCreatedByATypo() {
        sku = "NO-SUCH-" + sku;
        assertProblem(move(RECEIVE_5, key), 404);
        assertProblem(movements(""), 404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                            | 'kind' must be RECEIVE
            {"kind":"COMMIT","quantity":1,"reason":"r"}                   | 'kind' must be RECEIVE
            {"kind":"RECEIVE","quantity":0,"reason":"r"}                  | 1 or more
            {"kind":"RECEIVE","quantity":-1,"reason":"r"}                 | 1 or more
            {"kind":"RECEIVE","reason":"r"}                               | 1 or more
            {"kind":"COUNT","quantity":-1,"reason":"r"}                   | 0 or more
            {"kind":"ADJUST","quantity":0,"reason":"r"}                   | below or above 0
            {"kind":"ADJUST","quantity":99999999999,"reason":"r"}         | is too large
            {"kind":"ADJUST","quantity":1.5,"reason":"r"}                 | quantity
            {"kind":"RECEIVE","quantity":1}                               | 'reason' must say
            {"kind":"RECEIVE","quantity":1,"reason":" "}                  | 'reason' must say
            {"kind":"RECEIVE","quantity":1,"reason":"a\\u0000b"}          | 'reason' must say
            {"kind":"RECEIVE","quantity":1,"reason":"a\\u009b2J"}          | 'reason' must say
            {"kind":"RECEIVE","quantity":1,"reason":"a\\ud800"}           | 'reason' must say
            """)
    void saysWhatIsWrong(String body, String expected) {
        HttpResponse<String> answer = move(body, key);
        assertProblem(answer, 400);
        assertThat(answer.body()).contains(expected);
    }

    @Test
    void needsAKey() {
        HttpResponse<String> answer =
                send(request("/v1/stock/" + sku + "/movements", "admin").POST(body(RECEIVE_5)));
        assertProblem(answer, 400);
        assertThat(answer.body()).contains("idempotency-key-missing");
        HttpResponse<String> tooLong = move(RECEIVE_5, "k".repeat(256));
        assertProblem(tooLong, 400);
        assertThat(tooLong.body()).contains("idempotency-key-invalid");
    }

    @Test
    void checksRoles() {
        assertProblem(
                send(request("/v1/stock/" + sku + "/movements", "operator")
                        .header("Idempotency-Key", key)
                        .POST(body(RECEIVE_5))),
                403);
        assertProblem(send(request("/v1/stock/verify", "viewer").POST(body(""))), 403);
        assertThat(movements("").statusCode()).isEqualTo(200);
    }

    @Test
    void listsMovementsInPages() {
        for (int i = 0; i < 4; i++) {
            move(RECEIVE_5, i + key);
        }
        HttpResponse<String> first = movements("?limit=3");
        assertThat(changes(first.body())).isEqualTo("RECEIVE 5, RECEIVE 5, RECEIVE 5");
        Matcher cursor = Pattern.compile("\"nextCursor\":\"([^\"]+)\"").matcher(first.body());
        assertThat(cursor.find()).isTrue();
        HttpResponse<String> second = movements("?limit=3&cursor=" + cursor.group(1));
        assertThat(changes(second.body())).isEqualTo("RECEIVE 5, COUNT 10");
        assertThat(second.body()).contains("\"nextCursor\":null");
        assertProblem(movements("?limit=0"), 400);
        assertProblem(movements("?cursor=nonsense"), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update stock_movement set on_hand = 0",
                "delete from stock_movement",
                "truncate stock_movement",
                "delete from stock"
            })
    void theDatabaseRefusesToChangeHistory(String statement) {
        JdbcTemplate service = new JdbcTemplate(database);
        assertThatThrownBy(() -> service.update(statement))
                .rootCause()
                .hasMessageMatching("(?s).*(is refused|permission denied).*");
    }

    @Test
    void theDatabaseRefusesAMovementThatOversells() {
        assertThatThrownBy(() -> jdbc.update("""
                        insert into stock_movement (sku, kind, on_hand, reserved, on_hand_after, reserved_after, checkout_id)
                        values (?, 'RESERVE', 0, 11, 10, 11, ?)
                        """, sku, UUID.randomUUID()))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("never_negative_never_oversold");
    }

    @Test
    void theDatabaseRefusesToSellTheSameItemsTwice() {
        UUID checkout = UUID.randomUUID();
        String commit = """
                insert into stock_movement (sku, kind, on_hand, reserved, on_hand_after, reserved_after, checkout_id)
                values (?, 'COMMIT', -1, -1, 9, 0, ?)
                """;
        String item = "TWICE-" + key;
        jdbc.update(commit, item, checkout);
        assertThatThrownBy(() -> jdbc.update(commit, item, checkout))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("stock_movement_commits_once");
    }

    @Test
    void verifyFindsAStockThatNoMovementExplains() {
        assertVerified();
        jdbc.update("update stock set on_hand = 11 where sku = ?", sku);

        HttpResponse<String> report = verify();

        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(report.body())
                .contains("\"verified\":false", "\"sku\":\"" + sku + "\"", "other quantities than the last movement");
        jdbc.update("update stock set on_hand = 10 where sku = ?", sku);
        assertVerified();
    }

    private void reserveByHand(int quantity) {
        jdbc.update("update stock set reserved = ? where sku = ?", quantity, sku);
        jdbc.update("""
                insert into stock_movement (sku, kind, on_hand, reserved, on_hand_after, reserved_after, checkout_id)
                values (?, 'RESERVE', 0, ?, 10, ?, ?)
                """, sku, quantity, quantity, UUID.randomUUID());
    }

    private HttpResponse<String> moveIf(String eTag, String requestKey) {
        return send(request("/v1/stock/" + sku + "/movements", "admin")
                .header("Idempotency-Key", requestKey)
                .header("If-Match", eTag)
                .POST(body(RECEIVE_5)));
    }

    private HttpResponse<String> movements(String query) {
        return send(request("/v1/stock/" + sku + "/movements" + query, "viewer"));
    }

    private HttpResponse<String> verify() {
        return send(request("/v1/stock/verify", "operator").POST(body("")));
    }

    /** Other tests of this class leave stock that no movement explains, so only this sku counts. */
    private void assertVerified() {
        assertThat(verify().body()).doesNotContain("\"sku\":\"" + sku + "\"");
    }

    private static String changes(String body) {
        Matcher movement =
                Pattern.compile("\"kind\":\"(\\w+)\",\"onHandChange\":(-?\\d+)").matcher(body);
        StringBuilder changes = new StringBuilder();
        while (movement.find()) {
            changes.append(changes.isEmpty() ? "" : ", ")
                    .append(movement.group(1))
                    .append(' ')
                    .append(movement.group(2));
        }
        return changes.toString();
    }
}
