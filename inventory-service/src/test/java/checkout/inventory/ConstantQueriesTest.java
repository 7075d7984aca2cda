package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.CountedStatements;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Red means: a list executes more statements the more rows it shows. */
@Import(CountedStatements.class)
class ConstantQueriesTest extends InventoryApiTestBase {
    private static final int MANY = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    private CountedStatements statements;

    @BeforeEach
    void insertRows() {
        jdbc.update("""
                insert into stock (sku, on_hand) select ? || n, 10 from generate_series(1, ?) n
                """, sku, MANY);
        jdbc.update("""
                insert into stock_movement (sku, kind, on_hand, reserved, on_hand_after, reserved_after)
                select ? || '1', 'ADJUST', 1, 0, n, 0 from generate_series(1, ?) n
                """, sku, MANY);
        jdbc.update("""
                insert into reservation (checkout_id, status, lines)
                select gen_random_uuid(), 'HELD', '[{"sku":"TEA-001","quantity":1}]' from generate_series(1, ?)
                """, MANY);
    }

    @ParameterizedTest
    @CsvSource({"/v1/stock/%s/movements,movements", "/v1/reservations,reservations"})
    void aPageOfAHundredRowsTakesAsManyStatementsAsOneOfOneRow(String path, String rows) {
        String page = path.formatted(sku + "1");
        assertThat(statementsOf(page + "?limit=1", rows, 1)).hasSize(1);
        assertThat(statementsOf(page + "?limit=100", rows, MANY)).hasSize(1);
    }

    @Test
    void aHundredSkusTakeAsManyStatementsAsOne() {
        assertThat(statementsOf("/v1/stock?sku=" + sku + "1", "items", 1)).hasSize(1);
        String all =
                IntStream.rangeClosed(1, MANY).mapToObj(n -> "sku=" + sku + n).collect(Collectors.joining("&"));
        assertThat(statementsOf("/v1/stock?" + all, "items", MANY)).hasSize(1);
    }

    private List<String> statementsOf(String path, String rows, int expected) {
        return statements.during(() -> {
            HttpResponse<String> answer = send(request(path, "viewer"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(JSON.readTree(answer.body()).at("/" + rows)).hasSize(expected);
        });
    }
}
