package checkout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Red means: a command about storefronts or keys sends another request or prints another answer than promised. */
class StorefrontCommandsTest extends OperatorCliTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "storefronts",
                "storefronts create",
                "storefronts list",
                "storefronts limit",
                "storefronts keys",
                "storefronts keys create",
                "storefronts keys list",
                "storefronts keys rotate",
                "storefronts keys revoke"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: operator-cli " + command);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    create shop                            | admin POST /v1/admin/storefronts {"id":"shop","limits":{}}
                    create shop --name Shop --writes 50    | admin POST /v1/admin/storefronts {"id":"shop","name":"Shop","limits":{"writesPerSecond":50}}
                    list --limit 5 --cursor a              | admin GET /v1/admin/storefronts?limit=5&cursor=a
                    limit shop --write-burst 1 --reads 2 --read-burst 3 --in-flight 4 | admin PUT /v1/admin/storefronts/shop/limits {"writeBurst":1,"readsPerSecond":2,"readBurst":3,"maxInFlight":4}
                    keys create shop --name web            | admin POST /v1/admin/storefronts/shop/keys {"name":"web"}
                    keys create shop --name web --lifetime 90d | admin POST /v1/admin/storefronts/shop/keys {"name":"web","lifetime":"P90D"}
                    keys list shop                         | admin GET /v1/admin/storefronts/shop/keys?limit=50
                    keys rotate shop k-1                   | admin POST /v1/admin/storefronts/shop/keys/k-1/rotate {"overlap":"P1D"}
                    keys rotate shop k-1 --overlap 2h --lifetime 1d | admin POST /v1/admin/storefronts/shop/keys/k-1/rotate {"overlap":"PT2H","lifetime":"P1D"}
                    keys revoke shop k-1                   | admin POST /v1/admin/storefronts/shop/keys/k-1/revoke {}
                    """)
    void sends(String command, String request) {
        answers.add("{}");
        assertThat(run(("storefronts " + command).split(" ")))
                .as(err.toString())
                .isZero();
        assertThat(requests).containsExactly(request);
    }

    @Test
    void printsAKeyThatIsShownOnce() {
        answers.add("""
                {"keyId":"k-2","storefront":"shop","state":"ACTIVE","prefix":"csk_12","replaces":"k-1","key":"csk_12_abc"}""");
        assertThat(run("storefronts", "keys", "rotate", "shop", "k-1")).isZero();
        assertThat(out.toString())
                .contains("k-2 of shop: ACTIVE, begins with csk_12", "takes the place of k-1")
                .contains("key, which is not shown again: csk_12_abc");
    }

    @Test
    void listsStorefrontsAndKeys() {
        answers.add("""
                {"storefronts":[{"id":"shop","name":"The shop","limits":{"writesPerSecond":50,"maxInFlight":9},
                 "createdAt":"2026-01-01T00:00:00Z"}],"nextCursor":"shop"}""");
        answers.add("""
                {"keys":[{"keyId":"k-1","prefix":"csk_12","state":"REPLACED","createdAt":"2026-01-01T00:00:00Z","name":"web"}]}""");
        assertThat(run("storefronts", "list")).isZero();
        assertThat(run("storefronts", "keys", "list", "shop")).isZero();
        assertThat(out.toString())
                .containsPattern("shop +50 +- +- +- +9 +\\d+ d +The shop")
                .contains("continue with --cursor shop")
                .containsPattern("k-1 +csk_12 +REPLACED +\\d+ d +- +- +web");
    }
}
