package checkout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Red means: a command about the provider's ledger hides a difference, or sends another request than an operator relies on. */
class ReconcileCommandsTest extends OperatorCliTest {
    private static final String RUN = """
            {"id":"%s","state":"%s","phase":"SECOND_LOOK","startedBy":"operator","startedAt":"2026-01-01T00:00:00Z",
             "finishedAt":%s,"pages":3,"compared":1201,"payments":1203,"suspects":2,"undecided":0,"differences":%d,
             "newDifferences":%d,"error":null}""";

    @Test
    void waitsForTheEndAndFailsIfADifferenceIsOpen() {
        answers.add(reconciliation("RUNNING", 0));
        answers.add(reconciliation("DONE", 1));
        answers.add("{\"differences\":[],\"nextCursor\":null,\"open\":1}");

        assertThat(run("reconcile", "run")).isEqualTo(1);

        assertThat(requests)
                .containsExactly(
                        "operator POST /v1/reconciliations {}",
                        "operator GET /v1/reconciliations/" + ID,
                        "operator GET /v1/reconciliations/differences?limit=1");
        assertThat(out.toString())
                .contains("looks at suspects again: 1201 checkouts of 3 pages compared")
                .contains("1 differences are open; ./checkout reconcile differences shows them.");
    }

    @Test
    void succeedsIfNothingDiffers() {
        answers.add(reconciliation("DONE", 0));
        answers.add("{\"differences\":[],\"nextCursor\":null,\"open\":0}");
        assertThat(run("reconcile", "run")).isZero();
        assertThat(out.toString()).contains("No difference is open.");

        answers.add(reconciliation("DONE", 0));
        answers.add("{\"differences\":[],\"nextCursor\":null,\"open\":0}");
        assertThat(run("reconcile", "run", "--json")).isZero();
        assertThat(out.toString().lines().toList().getLast())
                .startsWith("{\"id\"")
                .contains("\"openDifferences\":0");
    }

    @Test
    void failsIfTheRunFailed() {
        answers.add(
                reconciliation("FAILED", 0).replace("\"error\":null", "\"error\":\"the provider has not answered\""));
        answers.add("{\"differences\":[],\"nextCursor\":null,\"open\":0}");
        assertThat(run("reconcile", "run")).isEqualTo(1);
        assertThat(out.toString()).contains("the provider has not answered");
    }

    @Test
    void saysThatOneIsUnderWay() {
        answers.add("{\"detail\":\"Reconciliation 1 is under way; wait until it ends, then begin another.\"}");
        assertThat(run("reconcile", "run")).isEqualTo(1);
        assertThat(err.toString()).contains("is under way");
    }

    @Test
    void beginsOneWithoutWaiting() {
        answers.add(reconciliation("RUNNING", 0));
        assertThat(run("reconcile", "run", "--no-wait")).isZero();
        assertThat(requests).hasSize(1);
    }

    @Test
    void showsTheNewestUnlessOneIsNamed() {
        answers.add("{\"reconciliations\":[%s],\"nextCursor\":null}".formatted(reconciliation("DONE", 0)));
        answers.add(reconciliation("DONE", 0));
        answers.add("{\"reconciliations\":[],\"nextCursor\":null}");

        assertThat(run("reconcile", "show")).isZero();
        assertThat(run("reconcile", "show", ID)).isZero();
        assertThat(run("reconcile", "show")).isEqualTo(1);

        assertThat(requests)
                .containsExactly(
                        "viewer GET /v1/reconciliations?limit=1",
                        "viewer GET /v1/reconciliations/" + ID,
                        "viewer GET /v1/reconciliations?limit=1");
        assertThat(err.toString()).contains("There was no reconciliation yet");
    }

    @Test
    void listsDifferencesAndSettlesOne() {
        answers.add("""
                {"differences":[{"id":"%s","kind":"CHARGED_TWICE","checkoutId":"c-1","status":"OPEN",
                 "ours":{"status":"CAPTURED","method":"CARD","amount":{"amount":"19.98","currency":"EUR"}},
                 "theirs":{"status":"CAPTURED","charges":2,"charged":{"amount":"39.96","currency":"EUR"}},
                 "owner":"PAYMENTS_OPERATIONS","whatToDo":"Give the surplus back.","firstSeen":"2026-01-01T00:00:00Z",
                 "lastSeen":"2026-01-01T01:00:00Z","settlement":null}],"nextCursor":"abc","open":7}""".formatted(ID));
        answers.add("{\"kind\":\"CHARGED_TWICE\",\"checkoutId\":\"c-1\",\"status\":\"SETTLED\"}");

        assertThat(run("reconcile", "differences", "--kind", "CHARGED_TWICE")).isZero();
        assertThat(run("reconcile", "settle", ID, "--reason", "given back")).isZero();

        assertThat(requests)
                .containsExactly(
                        "viewer GET /v1/reconciliations/differences?status=OPEN&kind=CHARGED_TWICE&limit=50",
                        "operator POST /v1/reconciliations/differences/" + ID + "/settle {\"reason\":\"given back\"}");
        assertThat(out.toString())
                .contains("CAPTURED, amount 19.98 EUR", "CAPTURED, charges 2, charged 39.96 EUR")
                .contains("PAYMENTS_OPERATIONS", "Give the surplus back.", "--cursor abc")
                .contains("CHARGED_TWICE of checkout c-1 is SETTLED.");
    }

    private static String reconciliation(String state, int differences) {
        String finished = state.equals("RUNNING") ? "null" : "\"2026-01-01T00:01:00Z\"";
        return RUN.formatted(ID, state, finished, differences, differences);
    }
}
