package checkout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red means: a command about stock sends another request, prints another answer or exits with another code than promised. */
class StockCommandsTest extends OperatorCliTest {
    private static final String MOVEMENT = """
            {"id":7,"sku":"TEA-001","kind":"%s","onHandChange":%d,"reservedChange":0,"onHand":12,"reserved":3,
             "checkoutId":null,"returnId":null,"actor":"admin","reason":"delivery","at":"2026-01-01T00:00:00Z"}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stock",
                "stock show",
                "stock receive",
                "stock adjust",
                "stock count",
                "stock movements",
                "stock verify"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: operator-cli " + command);
    }

    @Test
    void showsStock() {
        answers.add("{\"items\":[{\"sku\":\"TEA-001\",\"onHand\":12,\"reserved\":3,\"available\":9}]}");
        assertThat(run("stock", "show", "TEA-001", "CUP-001"))
                .as("one of them is missing")
                .isEqualTo(1);
        assertThat(requests).containsExactly("viewer GET /v1/stock?sku=TEA-001&sku=CUP-001");
        assertThat(out.toString()).containsPattern("TEA-001 +12 +3 +9");
        assertThat(err.toString()).contains("There is no stock of CUP-001.");
    }

    @Test
    void listsAllStockInPages() {
        answers.add(
                "{\"items\":[{\"sku\":\"TEA-001\",\"onHand\":12,\"reserved\":3,\"available\":9}],\"nextCursor\":\"abc\"}");
        assertThat(run("stock", "show", "--limit", "1")).isZero();
        assertThat(requests).containsExactly("viewer GET /v1/stock?limit=1");
        assertThat(out.toString()).containsPattern("TEA-001 +12 +3 +9").contains("--cursor abc");
    }

    @Test
    void asksForManySkusInPortions() {
        answers.add("{\"items\":[{\"sku\":\"S-1\",\"onHand\":1,\"reserved\":0,\"available\":1}]}");
        answers.add("{\"items\":[{\"sku\":\"S-51\",\"onHand\":2,\"reserved\":0,\"available\":2}]}");
        List<String> command = new ArrayList<>(List.of("stock", "show"));
        IntStream.rangeClosed(1, 51).forEach(i -> command.add("S-" + i));
        run(command.toArray(String[]::new));
        assertThat(requests).hasSize(2).last().isEqualTo("viewer GET /v1/stock?sku=S-51");
        assertThat(out.toString()).containsPattern("S-1 +1").containsPattern("S-51 +2");
        assertThat(err.toString()).contains("There is no stock of S-2, S-3,");
    }

    @Test
    void receivesAdjustsAndCounts() {
        answers.add(MOVEMENT.formatted("RECEIVE", 5));
        answers.add(MOVEMENT.formatted("ADJUST", -2));
        answers.add(MOVEMENT.formatted("COUNT", 0));

        assertThat(run("stock", "receive", "TEA-001", "5", "--reason", "delivery"))
                .isZero();
        assertThat(run("stock", "adjust", "TEA-001", "--by", "-2", "--reason", "broken", "--key", "k"))
                .isZero();
        assertThat(run("stock", "count", "TEA-001", "12", "--reason", "stocktaking", "--json"))
                .isZero();

        assertThat(requests)
                .containsExactly(
                        "admin POST /v1/stock/TEA-001/movements {\"kind\":\"RECEIVE\",\"quantity\":5,\"reason\":\"delivery\"}",
                        "admin POST /v1/stock/TEA-001/movements {\"kind\":\"ADJUST\",\"quantity\":-2,\"reason\":\"broken\"}",
                        "admin POST /v1/stock/TEA-001/movements {\"kind\":\"COUNT\",\"quantity\":12,\"reason\":\"stocktaking\"}");
        assertThat(out.toString())
                .contains("TEA-001: +5; 12 on hand, 3 reserved.", "TEA-001: -2; 12 on hand", "\"kind\":\"COUNT\"");
        assertThat(err.toString()).contains("The key of this command is ");
    }

    @Test
    void printsWhyAMovementIsRefused() {
        answers.add("{\"detail\":\"2 of TEA-001 would be on hand, but 3 are reserved; keep at least that many.\"}");
        assertThat(run("stock", "count", "TEA-001", "2", "--reason", "r")).isEqualTo(1);
        assertThat(err.toString()).contains("3 are reserved; keep at least that many.");
    }

    @Test
    void needsAReason() {
        assertThat(run("stock", "receive", "TEA-001", "5")).isEqualTo(2);
        assertThat(err.toString()).contains("--reason");
    }

    @Test
    void listsMovements() {
        answers.add("{\"movements\":[" + MOVEMENT.formatted("RECEIVE", 5) + "],\"nextCursor\":\"abc\"}");
        assertThat(run("stock", "movements", "TEA-001", "--limit", "1")).isZero();
        assertThat(requests).containsExactly("viewer GET /v1/stock/TEA-001/movements?limit=1");
        assertThat(out.toString())
                .containsPattern("7 +RECEIVE +\\d+ d +\\+5 +\\+0 +12 / 3 +admin +delivery")
                .contains("continue with --cursor abc");
    }

    @Test
    void failsIfTheStockIsNotWhatItsMovementsSay() {
        answers.add("{\"verified\":true,\"items\":3,\"movements\":9,\"differenceCount\":0,\"differences\":[]}");
        answers.add("""
                {"verified":false,"items":3,"movements":9,"differenceCount":1,"differences":[{"sku":"TEA-001","movementId":7,
                 "problem":"p","found":{"onHand":1,"reserved":0},"computed":{"onHand":2,"reserved":0}}]}""");

        assertThat(run("stock", "verify")).isZero();
        assertThat(run("stock", "verify")).isEqualTo(1);

        assertThat(requests).containsOnly("operator POST /v1/stock/verify {}");
        assertThat(out.toString()).containsPattern("TEA-001 +7 +1 on hand, 0 reserved +2 on hand, 0 reserved +p");
    }
}
