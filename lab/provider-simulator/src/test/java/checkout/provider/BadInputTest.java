package checkout.provider;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.provider.Simulator.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If this fails, an invalid call gets no problem that says what to change, or a 500. */
class BadInputTest {

    private static final String ID = "0198a1b2-0000-7000-8000-000000000001";

    @TempDir
    static Path data;

    static Simulator network;

    @BeforeAll
    static void start() {
        network = Simulator.startedOn(data);
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                                                      | invalid-body    | JSON body",
                "{                                                                       | malformed-json  | line 1",
                "[]                                                                      | invalid-body    | an object",
                "null                                                                    | invalid-body    | JSON body",
                "{}                                                                      | invalid-request | checkoutId",
                "{\"checkoutId\":\"1\"}                                                  | invalid-body    | checkoutId",
                "{\"checkoutId\":\"ID\",\"amount\":\"5\"}                                | invalid-body    | amount",
                "{\"checkoutId\":\"ID\",\"amount\":1.5}                                  | invalid-body    | amount",
                "{\"checkoutId\":\"ID\",\"amount\":99999999999999999999}                 | invalid-body    | too large",
                "{\"checkoutId\":\"ID\",\"amount\":0}                                    | invalid-request | amount",
                "{\"checkoutId\":\"ID\",\"amount\":-1}                                   | invalid-request | amount",
                "{\"checkoutId\":\"ID\",\"amount\":100000000000}                         | invalid-request | amount",
                "{\"checkoutId\":\"ID\",\"amount\":5}                                    | invalid-request | currency",
                "{\"checkoutId\":\"ID\",\"amount\":5,\"currency\":\"EURO\"}              | invalid-request | currency",
                "{\"checkoutId\":\"ID\",\"amount\":5,\"currency\":\"EUR\"}               | invalid-request | token",
                "{\"checkoutId\":\"ID\",\"amount\":5,\"currency\":\"EUR\",\"token\":7}   | invalid-body    | token",
                "{\"checkoutId\":\"ID\",\"card\":\"x\"}                                  | invalid-body    | card",
            })
    void authorizations(String body, String type, String advice) {
        assertProblem(network.post("/v1/authorizations", "key", body.replace("ID", ID)), 400, type, advice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"latencyMs\":-1}",
                "{\"latencyMs\":60001}",
                "{\"errorRate\":1.01}",
                "{\"errorRate\":-0.1}",
                "{\"downFor\":\"soon\"}",
                "{\"downFor\":\"2h\"}",
                "{\"downFor\":\"-1s\"}",
                "{\"downFor\":\"99999999999999d\"}"
            })
    void faults(String body) {
        assertProblem(network.faults(body), 400, "invalid-request", "");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/ledger?limit=0,           400, invalid-request",
        "/v1/ledger?limit=1001,        400, invalid-request",
        "/v1/ledger?limit=ten,         400, bad-request",
        "/v1/ledger?cursor=abc,        400, invalid-request",
        "/v1/ledger?cursor=%C3%A4,     400, invalid-request",
        "/v1/ledger?checkoutId=x,      400, bad-request",
        "/v1/authorizations/x,         400, bad-request",
        "/v1/authorizations/0198a1b2-0000-7000-8000-00000000000f, 404, unknown-checkout",
        "/v1/nothing,                  404, not-found",
        "/v1/voids,                    405, method-not-allowed",
    })
    void reads(String path, int status, String type) {
        assertProblem(network.get(path), status, type, "");
    }

    @Test
    void headersAndMediaTypes() {
        String body = Simulator.authorization(UUID.randomUUID(), "tok_ok");
        assertProblem(
                network.send(network.request("/v1/authorizations")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))),
                400,
                "bad-request",
                "Idempotency-Key");
        assertProblem(network.post("/v1/authorizations", "k".repeat(256), body), 400, "invalid-request", "255");
        assertProblem(
                network.send(network.request("/v1/voids")
                        .header("Idempotency-Key", "k")
                        .POST(BodyPublishers.ofString(body))),
                415,
                "unsupported-media-type",
                "");
        assertProblem(network.post("/v1/voids", "k", "{}"), 400, "invalid-request", "checkoutId");
        assertProblem(
                network.post("/v1/authorizations", "k", " ".repeat(300_000) + "{}"),
                413,
                "body-too-large",
                "Send at most");
    }

    private static void assertProblem(Answer answer, int status, String type, String advice) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
        assertThat(answer.raw().headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.text("type")).isEqualTo("urn:checkout:problem:" + type);
        assertThat(answer.text("detail")).isNotBlank().contains(advice).doesNotContain("tools.jackson", "Exception");
    }
}
