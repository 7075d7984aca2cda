package checkout.saga.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.OrchestratorTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: an operator's mistake is answered with a 500, a stack trace, or words that do not help. */
class BadRequestsTest extends OrchestratorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/sagas?state=LOST                | one of [WAITING
            /v1/sagas?stuck=yes                 | true or false
            /v1/sagas?olderThan=10m             | PT10M
            /v1/sagas?olderThan=-PT1S           | PT10M
            /v1/sagas?olderThan=P99999999999D   | PT10M
            /v1/sagas?q=xyz                     | hexadecimal
            /v1/sagas?q=--                      | hexadecimal
            /v1/sagas?limit=0                   | 1 to 200
            /v1/sagas?limit=201                 | 1 to 200
            /v1/sagas?limit=ten                 | 1 to 200
            /v1/sagas?cursor=%25%25             | nextCursor
            /v1/sagas?cursor=abc                | nextCursor
            /v1/sagas?step=                     | step
            /v1/sagas?error=%00                 | error
            /v1/sagas?stat=STUCK                | deadLetters, error
            /v1/sagas?stuck=true&stuck=false    | more than once
            /v1/dead-letters?status=GONE        | one of [OPEN
            /v1/dead-letters?sagaId=1           | full id
            /v1/dead-letters/reasons?topics=x   | Known parameters:
            /v1/audit?action=DELETE             | one of [RETRY
            /v1/audit?sagaId=x                  | full id
            /v1/audit?limit=-1                  | 1 to 200
            """)
    void saysWhatToAskInstead(String path, String mention) {
        assertProblem(get(path), 400, mention);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                               | filter
            {"filter":{},"action":"retry","reason":"r"}                      | filter
            {"filter":{"stuck":"true"},"action":"retry","reason":"r"}        | true or false
            {"filter":{"stuk":true},"action":"retry","reason":"r"}           | stuk
            {"filter":{"state":"LOST"},"action":"retry","reason":"r"}        | one of [WAITING
            {"filter":{"ids":[]},"action":"retry","reason":"r"}              | 1 to 500
            {"filter":{"stuck":true},"action":"delete","reason":"r"}         | retry, compensate, resolve
            {"filter":{"stuck":true},"action":"retry"}                       | reason
            {"filter":{"stuck":true},"action":"retry","reason":" "}          | reason
            {                                                                | line 1
            """)
    void saysWhatIsWrongWithABulkRequest(String body, String mention) {
        assertProblem(post("/v1/sagas/bulk", body), 400, mention);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":\"\"}", "{\"reason\":\"  \"}", "{\"reason\":null}"})
    void wantsAReason(String body) {
        for (String act : new String[] {
            "sagas/%s/retry",
            "sagas/%s/compensate",
            "sagas/%s/resolve",
            "dead-letters/%s/redrive",
            "dead-letters/%s/discard"
        }) {
            assertProblem(post("/v1/" + act.formatted(MessageIds.next()), body), 400, "reason");
        }
        assertThat(jdbc.queryForObject("select count(*) from audit where reason = ''", Integer.class))
                .isZero();
    }

    @Test
    void wantsAReasonOfAtMost500Characters() {
        place();
        assertProblem(
                post("/v1/sagas/%s/retry".formatted(checkout), "{\"reason\":\"%s\"}".formatted("x".repeat(501))),
                400,
                "500");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "01890000-0000-7000-8000-00000000000z", "01890000-0000-7000-8000-000000000001"})
    void knowsNoOther(String id) {
        assertProblem(get("/v1/sagas/" + id), 404, id);
        assertProblem(get("/v1/sagas/%s/diagram".formatted(id)), 404, id);
        assertProblem(get("/v1/dead-letters/" + id), 404, id);
        assertProblem(post("/v1/sagas/%s/retry".formatted(id), "{\"reason\":\"r\"}"), 404, id);
        assertProblem(post("/v1/dead-letters/%s/redrive".formatted(id), "{\"reason\":\"r\"}"), 404, id);
        assertThat(jdbc.queryForObject(
                        "select count(*) from finding where input like '%OperatorRequested%'", Integer.class))
                .as("a mistyped id is no finding")
                .isZero();
    }

    @Test
    void lookingIsNotActing() {
        place();
        assertProblem(post(VIEWER, "/v1/sagas/%s/retry".formatted(checkout), "{\"reason\":\"r\"}"), 403, "role");
        assertProblem(
                post(
                        VIEWER,
                        "/v1/dead-letters/bulk",
                        "{\"filter\":{\"topic\":\"x\"},\"action\":\"discard\",\"reason\":\"r\"}"),
                403,
                "role");
        assertProblem(post("nobody:x", "/v1/sagas/%s/retry".formatted(checkout), "{\"reason\":\"r\"}"), 401, "Basic");
        assertThat(jdbc.queryForObject("select count(*) from audit where saga_id = ?", Integer.class, checkout))
                .isZero();
    }

    @Test
    void theTrailCannotBeChangedByTheService() {
        assertThat(jdbc.queryForObject(
                        "select has_table_privilege('audit', 'update') or has_table_privilege('audit', 'delete')",
                        Boolean.class))
                .isFalse();
    }
}
