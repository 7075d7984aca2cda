package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.CountedStatements;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Red means: a list executes more statements the more rows it shows. */
class ConstantQueriesTest extends PaymentServiceTestBase {
    private static final int MANY = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    private CountedStatements statements;

    private final String wallet = "w-" + UUID.randomUUID();

    @BeforeEach
    void insertRows() {
        jdbc.update("insert into account (id, currency) values (?, 'EUR')", wallet);
        jdbc.update("""
                insert into ledger_transfer (kind, debit, credit, amount, currency, wallet, funding)
                select 'WALLET_FUNDED', 'funding:EUR', 'wallet:' || ?, 1, 'EUR', ?, n::text from generate_series(1, ?) n
                """, wallet, wallet, MANY);
        jdbc.update("""
                insert into reconciliation_run (id, state, started_by, finished_at)
                select gen_random_uuid(), 'DONE', 'test', now() from generate_series(1, ?)
                """, MANY);
        jdbc.update("""
                insert into reconciliation_difference (id, kind, checkout_id, ours, owner, what_to_do, run_id)
                select gen_random_uuid(), 'CHARGED_TWICE', gen_random_uuid(), '{"status":"CAPTURED"}', 'PAYMENTS_OPERATIONS',
                       'Give it back.', gen_random_uuid()
                from generate_series(1, ?)
                """, MANY);
    }

    @AfterEach
    void forget() {
        jdbc.update("delete from reconciliation_difference");
        jdbc.update("delete from reconciliation_run");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/ledger/entries?account=wallet:%s,entries,1",
        "/v1/reconciliations?,reconciliations,1",
        "/v1/reconciliations/differences?,differences,2"
    })
    void aPageOfAHundredRowsTakesAsManyStatementsAsOneOfOneRow(String path, String rows, int expected) {
        String page = path.formatted(wallet);
        assertThat(statementsOf(page + "&limit=1", rows, 1)).hasSize(expected);
        assertThat(statementsOf(page + "&limit=100", rows, MANY)).hasSize(expected);
    }

    @ParameterizedTest
    @CsvSource({"/v1/ledger/balances,3"})
    void theBalancesOfTheShopTakeAsManyStatementsHoweverManyTransfersThereAre(String path, int expected) {
        List<String> before = statementsOf(path, "balances", null);
        jdbc.update("""
                insert into ledger_transfer (kind, debit, credit, amount, currency, wallet, funding)
                select 'WALLET_FUNDED', 'funding:EUR', 'wallet:' || ?, 1, 'EUR', ?, 'more ' || n from generate_series(1, ?) n
                """, wallet, wallet, MANY);
        assertThat(before).hasSizeBetween(1, expected);
        assertThat(statementsOf(path, "balances", null)).isEqualTo(before);
    }

    private List<String> statementsOf(String path, String rows, @Nullable Integer expected) {
        return statements.during(() -> {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            if (expected != null) {
                assertThat(JSON.readTree(answer.body()).at("/" + rows)).hasSize(expected);
            }
        });
    }

    private HttpResponse<String> get(String path) {
        String basic = Base64.getEncoder().encodeToString("viewer:viewer-password".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .header("Authorization", "Basic " + basic)
                .build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    }
}
