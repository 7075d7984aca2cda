package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** If this fails, the books do not tell what happened to the money of a checkout, or a difference is not found. */
class LedgerStoriesTest extends PaymentServiceTestBase {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String account = "w-" + UUID.randomUUID();

    @Test
    void tellsTheStoryOfAWalletPayment() throws Exception {
        TestWallets.open(jdbc, account, "EUR", 10_000);
        orchestrator.authorizeWallet(checkout, account, "30.00");
        orchestrator.awaitReply(checkout);
        UUID early = refund("10.00", 2);
        orchestrator.capture(checkout);
        orchestrator.awaitReply(checkout, 3);
        orchestrator.capture(checkout);
        orchestrator.awaitReply(checkout, 4);
        UUID late = refund("5.00", 5);

        assertThat(story(checkout))
                .containsExactly(
                        "WALLET_REFUNDED settlement:EUR -> wallet:%s 5.00 %s".formatted(account, late),
                        "HOLD_CAPTURED held:%s -> settlement:EUR 20.00".formatted(account),
                        "HOLD_REDUCED held:%s -> wallet:%s 10.00 %s".formatted(account, account, early),
                        "HOLD_PLACED wallet:%s -> held:%s 30.00".formatted(account, account));
        assertThat(balance("wallet:" + account)).isEqualTo("85.00");
        assertThat(balance("held:" + account)).isEqualTo("0.00");
    }

    /** The first version of the checkout saga never captures. */
    @Test
    void aWalletPaymentThatIsNeverCapturedStaysHeld() throws Exception {
        TestWallets.open(jdbc, account, "EUR", 10_000);
        orchestrator.authorizeWallet(checkout, account, "30.00");
        orchestrator.awaitReply(checkout);

        assertThat(balance("wallet:" + account)).isEqualTo("70.00");
        assertThat(balance("held:" + account)).isEqualTo("30.00");
        assertThat(verify().path("differences")).isEmpty();
    }

    @Test
    void aWalletPaymentThatIsVoidedMovesNothingInTheEnd() throws Exception {
        TestWallets.open(jdbc, account, "EUR", 10_000);
        orchestrator.authorizeWallet(checkout, account, "30.00");
        orchestrator.awaitReply(checkout);
        orchestrator.capture(checkout);
        orchestrator.awaitReply(checkout, 2);
        orchestrator.voidPayment(checkout);
        orchestrator.awaitReply(checkout, 3);
        orchestrator.voidPayment(checkout);
        orchestrator.awaitReply(checkout, 4);

        assertThat(story(checkout)).hasSize(3);
        assertThat(balance("wallet:" + account)).isEqualTo("100.00");
    }

    @Test
    void tellsTheStoryOfACardPayment() throws Exception {
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitReply(checkout);
        refund("1.98", 2);
        assertThat(story(checkout)).isEmpty();
        orchestrator.capture(checkout);
        orchestrator.awaitReply(checkout, 3);
        orchestrator.capture(checkout);
        orchestrator.awaitReply(checkout, 4);
        UUID late = refund("5.00", 5);

        assertThat(story(checkout))
                .containsExactly(
                        "CARD_REFUNDED settlement:EUR -> provider:EUR 5.00 " + late,
                        "CARD_CAPTURED provider:EUR -> settlement:EUR 18.00");
        JsonNode atTheProvider = provider.account(checkout);
        assertThat(atTheProvider.path("charged").asLong()
                        - atTheProvider.path("refunded").asLong())
                .isEqualTo(1300);
        assertThat(verify().path("differences")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 2"})
    void aCardPaymentThatIsVoidedOwesNothing(boolean captured, int transfers) throws Exception {
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitReply(checkout);
        int replies = 1;
        if (captured) {
            orchestrator.capture(checkout);
            orchestrator.awaitReply(checkout, ++replies);
        }
        orchestrator.voidPayment(checkout);
        orchestrator.awaitReply(checkout, ++replies);

        assertThat(story(checkout)).hasSize(transfers);
        assertThat(jdbc.queryForObject(
                        "select coalesce(sum(amount), 0) from ledger_entry where checkout_id = ? and account = 'provider:EUR'",
                        long.class,
                        checkout))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_declined", "4111-1111-1111-1111"})
    void whatIsRefusedMovesNoMoney(String token) throws Exception {
        orchestrator.authorizeCard(checkout, token);
        orchestrator.awaitReply(checkout);
        orchestrator.voidPayment(checkout);
        orchestrator.awaitReply(checkout, 2);
        UUID tombstone = UUID.randomUUID();
        orchestrator.voidPayment(tombstone);
        orchestrator.awaitReply(tombstone);

        assertThat(story(checkout)).isEmpty();
        assertThat(story(tombstone)).isEmpty();
    }

    @Test
    void findsABalanceThatSomebodyHasChanged() throws Exception {
        TestWallets.open(jdbc, account, "EUR", 10_000);
        // as a superuser who goes around all rules
        setAsSuperuser(9_000);
        try {
            JsonNode answer = verify();

            assertThat(answer.path("differences")).hasSizeGreaterThanOrEqualTo(1);
            assertThat(answer.path("differences").toString())
                    .contains(
                            "{\"account\":\"wallet:%s\",\"recorded\":{\"amount\":\"90.00\",\"currency\":\"EUR\"},\"entries\":{\"amount\":\"100.00\",\"currency\":\"EUR\"}}"
                                    .formatted(account));
            assertThat(jdbc.queryForObject("select available from account where id = ?", long.class, account))
                    .as("nothing is corrected silently")
                    .isEqualTo(9_000);
        } finally {
            setAsSuperuser(10_000);
        }
        assertThat(verify().path("differences")).isEmpty();
    }

    private void setAsSuperuser(long available) {
        new JdbcTemplate(database.superuser()).execute("""
                set session_replication_role = replica;
                update payments.account set available = %1$d, ledger = %1$d where id = '%2$s';
                reset session_replication_role;
                """.formatted(available, account));
    }

    @Test
    void listsEntriesPageByPage() throws Exception {
        TestWallets.open(jdbc, account, "EUR", 10_000);
        for (int i = 0; i < 4; i++) {
            TestWallets.hold(jdbc, account, "EUR", 100 + i);
        }
        List<String> amounts = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("/v1/ledger/entries?limit=2&account=" + encoded("wallet:" + account) + cursor);
            assertThat(page.path("entries").size()).isBetween(1, 2);
            page.path("entries")
                    .forEach(entry ->
                            amounts.add(entry.path("amount").path("amount").asString()));
            cursor = page.path("nextCursor").isString()
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(amounts).containsExactly("1.03", "1.02", "1.01", "1.00", "100.00");
        // the holds are of no payment, so the books are closed again
        jdbc.update("""
                insert into ledger_transfer (kind, debit, credit, amount, currency, wallet, checkout_id)
                select 'HOLD_RELEASED', credit, debit, amount, currency, wallet, checkout_id
                from ledger_transfer where wallet = ? and kind = 'HOLD_PLACED'
                """, account);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entries",
                "entries?account=wallet:w-1&checkoutId=00000000-0000-7000-8000-000000000001",
                "entries?account=settlement:euro",
                "entries?account=savings:EUR",
                "entries?checkoutId=1",
                "entries?account=wallet:w-1&limit=0",
                "entries?account=wallet:w-1&limit=1001",
                "entries?account=wallet:w-1&cursor=bm9uZQ",
                "entries?account=wallet:w-1&cursor=%25",
                "balances?account=wallet:",
                "balances?account="
            })
    void saysWhatIsWrongWithARequest(String query) throws Exception {
        HttpResponse<String> answer = send("viewer", "GET", "/v1/ledger/" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("detail").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, GET, /v1/ledger/balances, 401",
        "nobody, POST, /v1/ledger/verify, 401",
        "viewer, GET, /v1/ledger/balances, 200",
        "viewer, POST, /v1/ledger/verify, 403",
        "operator, POST, /v1/ledger/verify, 200",
        "operator, GET, /v1/ledger/balances, 200",
        "operator, POST, /v1/ledger/entries, 403",
        "operator, DELETE, /v1/ledger/entries, 403",
        "operator, GET, /v1/ledger/verify, 403"
    })
    void allowsOnlyWhatAUsersRoleMayDo(String user, String method, String path, int status) throws Exception {
        assertThat(send(user, method, path).statusCode()).isEqualTo(status);
    }

    private UUID refund(String amount, int replies) {
        UUID returnId = UUID.randomUUID();
        orchestrator.refund(checkout, returnId, amount);
        assertThat(orchestrator.awaitReply(checkout, replies).type()).isEqualTo("payments.PaymentRefunded.v1");
        return returnId;
    }

    private List<String> story(UUID id) throws Exception {
        List<String> story = new ArrayList<>();
        for (JsonNode entry : get("/v1/ledger/entries?checkoutId=" + id).path("entries")) {
            story.add("%s %s -> %s %s %s"
                    .formatted(
                            entry.path("kind").asString(),
                            entry.path("debit").asString(),
                            entry.path("credit").asString(),
                            entry.path("amount").path("amount").asString(),
                            entry.path("returnId").asString(""))
                    .strip());
        }
        return story;
    }

    private String balance(String name) throws Exception {
        return get("/v1/ledger/balances?account=" + encoded(name))
                .path("balances")
                .path(0)
                .path("balance")
                .path("amount")
                .asString();
    }

    /** The first part: the shop's accounts and a thousand wallets, which are more than the tests open. */
    private JsonNode verify() throws Exception {
        JsonNode answer =
                JSON.readTree(send("operator", "POST", "/v1/ledger/verify").body());
        assertThat(answer.path("nextCursor").isNull()).isTrue();
        return answer;
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = send("viewer", "GET", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(String user, String method, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.noBody());
        if (!user.equals("nobody")) {
            String basic = user + ":" + user + "-password";
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
