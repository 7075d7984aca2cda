package checkout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Red means: a command about the ledger hides a difference, or sends another request than an operator relies on. */
class LedgerCommandsTest extends OperatorCliTest {
    @Test
    void verifiesPartAfterPartAndFailsIfABalanceDiffers() {
        answers.add("{\"checked\":1003,\"differences\":[],\"nextCursor\":\"abc\"}");
        answers.add("""
                {"checked":2,"differences":[{"account":"wallet:w-1","recorded":{"amount":"12.00","currency":"EUR"},
                 "entries":{"amount":"11.00","currency":"EUR"}}],"nextCursor":null}""");

        assertThat(run("ledger", "verify")).isEqualTo(1);

        assertThat(requests)
                .containsExactly(
                        "operator POST /v1/ledger/verify {\"cursor\":\"\"}",
                        "operator POST /v1/ledger/verify {\"cursor\":\"abc\"}");
        assertThat(out.toString())
                .containsPattern("wallet:w-1 +12.00 EUR +11.00 EUR")
                .contains("1 of 1005 accounts differ.");
    }

    @Test
    void saysHowManyBalancesAgree() {
        answers.add("{\"checked\":5,\"differences\":[],\"nextCursor\":null}");
        assertThat(run("ledger", "verify")).isZero();
        assertThat(out.toString()).contains("The balances of 5 accounts are the sums of their entries.");

        answers.add("{\"checked\":5,\"differences\":[],\"nextCursor\":null}");
        assertThat(run("ledger", "verify", "--json")).isZero();
        assertThat(out.toString()).contains("\"differences\":[]");
    }

    @Test
    void failsIfTheServiceIsBusy() {
        answers.add("{\"detail\":\"Another request is summing up the ledger; repeat this one when it has ended.\"}");
        assertThat(run("ledger", "verify")).isEqualTo(1);
        assertThat(err.toString()).contains("repeat this one");
    }

    @Test
    void listsTheEntriesOfACheckoutOrAnAccount() {
        answers.add("""
                {"entries":[{"id":7,"kind":"HOLD_PLACED","debit":"wallet:w-1","credit":"held:w-1",
                 "amount":{"amount":"19.98","currency":"EUR"},"checkoutId":"%s","returnId":null,
                 "bookedAt":"2026-01-01T00:00:00Z"}],"nextCursor":"xyz"}""".formatted(ID));
        assertThat(run("ledger", "entries", "--checkout", ID)).isZero();
        assertThat(requests).containsExactly("viewer GET /v1/ledger/entries?checkoutId=" + ID + "&limit=50");
        assertThat(out.toString())
                .containsPattern("HOLD_PLACED +wallet:w-1 +held:w-1 +19.98 EUR +" + ID + " +-")
                .contains("continue with --cursor xyz");

        answers.add("{\"entries\":[],\"nextCursor\":null}");
        assertThat(run("ledger", "entries", "--account", "wallet:w-1", "--cursor", "xyz"))
                .isZero();
        assertThat(requests.getLast())
                .isEqualTo("viewer GET /v1/ledger/entries?account=wallet%3Aw-1&limit=50&cursor=xyz");
        assertThat(out.toString()).contains("There are no entries.");
    }

    @Test
    void asksForEitherACheckoutOrAnAccount() {
        assertThat(run("ledger", "entries")).isEqualTo(2);
        assertThat(run("ledger", "entries", "--checkout", ID, "--account", "wallet:w-1"))
                .isEqualTo(2);
        assertThat(requests).isEmpty();
    }

    @Test
    void showsBalances() {
        answers.add("""
                {"balances":[{"account":"settlement:EUR","balance":{"amount":"100.00","currency":"EUR"}}]}""");
        assertThat(run("ledger", "balances")).isZero();
        assertThat(requests).containsExactly("viewer GET /v1/ledger/balances");
        assertThat(out.toString()).containsPattern("settlement:EUR +100.00 EUR");
    }
}
