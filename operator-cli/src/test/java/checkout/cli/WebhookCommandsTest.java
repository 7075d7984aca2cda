package checkout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Red means: a command about webhooks sends another request, prints another answer or exits with another code than promised. */
class WebhookCommandsTest extends OperatorCliTest {
    private static final String ENDPOINT = """
            {"endpointId":"e-1","storefront":"shop","url":"https://shop.example.com/hooks","status":"SUSPENDED",
             "eventTypes":["checkout.confirmed","return.refused"],"suspension":{"reason":"FAILING","at":"2026-01-01T00:00:00Z"},
             "failure":{"attempts":20,"since":"2026-01-01T00:00:00Z","lastError":"Answered 500"}%s}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhooks",
                "webhooks list",
                "webhooks show",
                "webhooks create",
                "webhooks change",
                "webhooks rotate-secret",
                "webhooks suspend",
                "webhooks resume",
                "webhooks test",
                "webhooks delete",
                "webhooks deliveries",
                "webhooks delivery",
                "webhooks redeliver"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: operator-cli " + command);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    list --storefront shop   | viewer GET /v1/webhook-endpoints?storefront=shop&limit=50
                    show e-1                 | viewer GET /v1/webhook-endpoints/e-1
                    create shop https://a.b --events checkout.confirmed,return.refused --description d | admin POST /v1/webhook-endpoints {"storefront":"shop","url":"https://a.b","eventTypes":["checkout.confirmed","return.refused"],"description":"d"}
                    change e-1 --to https://c.d | admin PATCH /v1/webhook-endpoints/e-1 {"url":"https://c.d"}
                    rotate-secret e-1        | admin POST /v1/webhook-endpoints/e-1/rotate-secret {"overlap":"P1D"}
                    rotate-secret e-1 --overlap 12h | admin POST /v1/webhook-endpoints/e-1/rotate-secret {"overlap":"PT12H"}
                    suspend e-1              | operator POST /v1/webhook-endpoints/e-1/suspend {}
                    resume e-1               | operator POST /v1/webhook-endpoints/e-1/resume {}
                    test e-1                 | operator POST /v1/webhook-endpoints/e-1/test {}
                    delete e-1               | admin DELETE /v1/webhook-endpoints/e-1
                    deliveries --endpoint e-1 --status FAILED --event return.refused | viewer GET /v1/webhook-deliveries?endpointId=e-1&status=FAILED&eventType=return.refused&limit=50
                    delivery d-1             | viewer GET /v1/webhook-deliveries/d-1
                    redeliver d-1            | operator POST /v1/webhook-deliveries/d-1/redeliver {}
                    redeliver --endpoint e-1 --since 2026-01-01T00:00:00Z | operator POST /v1/webhook-endpoints/e-1/redeliver {"since":"2026-01-01T00:00:00Z"}
                    """)
    void sends(String command, String request) {
        answers.add("{}");
        assertThat(run(("webhooks " + command).split(" "))).as(err.toString()).isZero();
        assertThat(requests.stream().map(String::strip)).containsExactly(request);
    }

    @Test
    void printsASecretThatIsShownOnce() {
        answers.add(ENDPOINT.formatted(",\"secret\":\"whsec_abc\""));
        assertThat(run("webhooks", "rotate-secret", "e-1")).isZero();
        assertThat(out.toString()).contains("secret, which is not shown again: whsec_abc");
    }

    @Test
    void saysWhyAnEndpointIsSuspended() {
        answers.add(ENDPOINT.formatted(""));
        assertThat(run("webhooks", "show", "e-1")).isZero();
        assertThat(out.toString())
                .contains("e-1 of shop: SUSPENDED", "for checkout.confirmed, return.refused", "FAILING", "20 attempts")
                .contains("Answered 500")
                .doesNotContain("secret");
    }

    @Test
    void listsEndpointsAndDeliveries() {
        answers.add("{\"endpoints\":[" + ENDPOINT.formatted("") + "],\"nextCursor\":\"abc\"}");
        answers.add("""
                {"deliveries":[{"deliveryId":"d-1","eventType":"checkout.confirmed","status":"PENDING","attempts":3,
                 "createdAt":"2026-01-01T00:00:00Z","checkoutId":"c-1"}]}""");
        assertThat(run("webhooks", "list")).isZero();
        assertThat(run("webhooks", "deliveries")).isZero();
        assertThat(out.toString())
                .containsPattern("e-1 +shop +SUSPENDED +\\d+ d +Answered 500 +https://shop.example.com/hooks")
                .contains("continue with --cursor abc")
                .containsPattern("d-1 +checkout.confirmed +PENDING +3 +\\d+ d +- +c-1");
    }

    @Test
    void showsTheAttemptsOfADelivery() {
        answers.add("""
                {"eventType":"checkout.confirmed","endpointId":"e-1","status":"DELIVERED","attemptLog":[
                 {"number":2,"startedAt":"2026-01-01T00:00:05Z","durationMillis":12,"status":200},
                 {"number":1,"startedAt":"2026-01-01T00:00:00Z","durationMillis":10000,"error":"No answer within 10000 ms"}]}""");
        assertThat(run("webhooks", "delivery", "d-1")).isZero();
        assertThat(out.toString())
                .contains("checkout.confirmed to endpoint e-1: DELIVERED")
                .containsPattern("2 +2026-01-01T00:00:05Z +12 +200 +- +-")
                .contains("No answer within 10000 ms");
    }

    @Test
    void redeliversOneOrManyButNotBoth() {
        assertThat(run("webhooks", "redeliver")).isEqualTo(1);
        assertThat(run("webhooks", "redeliver", "d-1", "--endpoint", "e-1")).isEqualTo(1);
        assertThat(requests).isEmpty();
        assertThat(err.toString()).contains("Give the id of a delivery, or --endpoint and --since.");
    }
}
