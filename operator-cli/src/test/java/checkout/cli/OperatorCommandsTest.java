package checkout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red means: a command sends another request, prints another answer or exits with another code than an operator relies on. */
class OperatorCommandsTest extends OperatorCliTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sagas",
                "sagas list",
                "sagas show",
                "sagas retry",
                "sagas compensate",
                "sagas resolve",
                "sagas cancel",
                "dead-letters",
                "dead-letters list",
                "dead-letters reasons",
                "dead-letters show",
                "dead-letters redrive",
                "dead-letters discard",
                "quarantine",
                "quarantine list",
                "quarantine show",
                "quarantine send",
                "quarantine discard",
                "consumers",
                "consumers list",
                "consumers resume",
                "ledger",
                "ledger balances",
                "ledger entries",
                "ledger verify",
                "reconcile",
                "reconcile run",
                "reconcile show",
                "reconcile differences",
                "reconcile settle",
                "actions"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: operator-cli " + command);
    }

    @Test
    void listsConsumersAndFailsUnlessAllWork() {
        answers.add("""
                {"consumers":[{"group":"inventory-service","works":true,"problems":[],"note":null,
                 "partitions":["inventory.commands-0"],"gaps":{},"halt":null,"secondsSincePoll":0}]}""");
        assertThat(run("consumers", "list", "inventory-service")).isZero();
        assertThat(requests).containsExactly("viewer GET /actuator/consumers");

        answers.add("""
                {"consumers":[{"group":"payment-service","works":false,"problems":["It is halted since 10:00: no such table"],
                 "note":null,"partitions":[],"gaps":{},"halt":{"cause":"c"},"secondsSincePoll":0}]}""");
        assertThat(run("consumers", "list", "payment-service")).isEqualTo(1);
        assertThat(out.toString()).contains("payment-service", "NO", "It is halted since 10:00: no such table");
    }

    @Test
    void resumesTheConsumersOfAGroup() {
        answers.add("{\"group\":\"g\",\"resumed\":[\"Records that fail go to the dead letters\"]}");
        assertThat(run("consumers", "resume", "payment-service", "--group", "g", "--reason", "bad records"))
                .isZero();
        assertThat(requests).containsExactly("operator POST /actuator/consumers/g {\"reason\":\"bad records\"}");
        assertThat(out.toString()).contains("go to the dead letters");
    }

    @Test
    void asksForTheServiceWhoseConsumersAreToBeResumed() {
        assertThat(run("consumers", "resume", "--group", "g", "--reason", "r")).isEqualTo(1);
        assertThat(err.toString()).contains("Name the service: order-service");
        assertThat(run("consumers", "resume", "nowhere", "--group", "g", "--reason", "r"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("no service 'nowhere'");
    }

    @Test
    void listsSagasWithTheirErrors() {
        answers.add("""
                {"sagas":[{"id":"%s","type":"checkout","state":"STUCK","step":"confirm order","attempt":10,"attempts":10,
                 "lastError":"no answer","nextAt":null,"stuckReason":"'confirm order' no answer in 15 s",
                 "version":1,"startedAt":"2026-01-01T00:00:00Z","movedAt":"2026-01-01T00:00:00Z","openDeadLetters":2}],
                 "nextCursor":"abc"}""".formatted(ID));

        assertThat(run("sagas", "list", "--stuck", "--older-than", "10m", "--step", "confirm order"))
                .isZero();

        assertThat(requests)
                .containsExactly("viewer GET /v1/sagas?stuck=true&step=confirm%20order&olderThan=PT10M&limit=50");
        assertThat(out.toString())
                .containsPattern("ID +TYPE +STATE +STEP +ATTEMPT +AGE +NEXT +LETTERS +REASON")
                .containsPattern(ID
                        + " +checkout +STUCK +confirm order +10 of 10 +\\d+ d +- +2 +'confirm order' no answer in 15 s")
                .contains("continue with --cursor abc");
    }

    @Test
    void listsAndSendsRowsInTheQuarantineOfTheRelay() {
        answers.add("""
                {"rows":[{"source":"checkout","id":"%s","status":"OPEN","topic":"orders.commands.dlt","type":"t","bytes":1200000,
                 "key":"k","reason":"RecordTooLargeException","quarantinedAt":"2026-01-01T00:00:00Z"}],
                 "nextCursor":null,"unavailable":["west"]}""".formatted(ID));
        answers.add(
                "{\"done\":1,\"notDone\":0,\"results\":[{\"id\":\"%s\",\"outcome\":\"SENT\",\"detail\":null}],\"nextCursor\":null}"
                        .formatted(ID));
        answers.add(
                "{\"done\":1,\"notDone\":0,\"results\":[{\"id\":\"%s\",\"outcome\":\"SENT\",\"detail\":null}],\"nextCursor\":null,\"unavailable\":[\"east\"]}"
                        .formatted(ID));
        answers.add("{\"detail\":\"The row was discarded by operator.\"}");

        assertThat(run("quarantine", "list", "--topic", "orders.commands.dlt")).isZero();
        assertThat(run("quarantine", "send", "--topic", "orders.commands.dlt", "--reason", "the limit is raised"))
                .isZero();
        assertThat(run("quarantine", "send", ID, "--reason", "the limit is raised"))
                .as("another source may have rows")
                .isEqualTo(1);
        assertThat(run("quarantine", "show", "checkout", ID)).isEqualTo(1);

        assertThat(requests)
                .containsExactly(
                        "viewer GET /relay/v1/quarantine?topic=orders.commands.dlt&status=OPEN&limit=50",
                        "operator POST /relay/v1/quarantine/bulk {\"filter\":{\"topic\":\"orders.commands.dlt\"},\"action\":\"send\",\"reason\":\"the limit is raised\"}",
                        "operator POST /relay/v1/quarantine/bulk {\"filter\":{\"ids\":[\"%s\"]},\"action\":\"send\",\"reason\":\"the limit is raised\"}"
                                .formatted(ID),
                        "viewer GET /relay/v1/quarantine/checkout/" + ID);
        assertThat(out.toString())
                .contains("The database of source west does not answer", "The database of source east does not answer")
                .containsPattern("checkout +" + ID + " +OPEN +orders.commands.dlt +t +1200000")
                .contains("1 of 1 done.");
        assertThat(err.toString()).contains("The row was discarded by operator.");
    }

    @Test
    void printsTheApisJson() {
        answers.add("{\"sagas\":[],\"nextCursor\":null}");
        assertThat(run("sagas", "list", "--json")).isZero();
        assertThat(out.toString().strip()).isEqualTo("{\"sagas\":[],\"nextCursor\":null}");
    }

    @Test
    void showsASagaByAPrefixOfItsId() {
        answers.add("{\"sagas\":[{\"id\":\"%s\"}]}".formatted(ID));
        answers.add("""
                {"id":"%s","state":"STUCK","definition":"checkout","version":1,
                 "diagnosis":["'confirm order' is stuck; order-service was last requests"],
                 "actions":{"retry":{"possible":true,"why":null},"compensate":{"possible":false,"why":"past its pivot"},
                            "resolve":{"possible":false,"why":"it still runs","possibleWithForce":true}},
                 "timeline":[{"at":"2026-01-01T00:00:00Z","kind":"RECEIVED","type":"inventory.StockReserved.v1",
                   "step":"reserve stock","action":"DO","attempt":2,"note":"the step has given this answer already"},
                  {"at":"2026-01-01T00:00:01Z","kind":"SENT","type":"inventory.ReleaseStock.v1",
                   "step":"reserve stock","action":"UNDO","attempt":1,"note":null}],
                 "timelineComplete":true}""".formatted(ID));

        assertThat(run("sagas", "show", "019a9f")).isZero();

        assertThat(requests).containsExactly("viewer GET /v1/sagas?q=019a9f&limit=2", "viewer GET /v1/sagas/" + ID);
        assertThat(out.toString())
                .contains("order-service was last requests")
                .contains("./checkout sagas retry " + ID + " --reason '...'")
                .contains("not now: past its pivot", "with --force only: it still runs")
                .contains("no effect: the step has given this answer already")
                .contains("undo reserve stock");
    }

    @Test
    void failsForAnUnknownSaga() {
        answers.add("{\"sagas\":[]}");
        assertThat(run("sagas", "show", "0")).isEqualTo(1);
        assertThat(err.toString()).contains("No saga's id starts with '0'");
    }

    @Test
    void failsIfOneOfSeveralWasRefused() {
        answers.add("""
                {"done":1,"notDone":1,"results":[{"id":"%s","outcome":"REDRIVEN","detail":"sent again"},
                 {"id":"%s","outcome":"REFUSED","detail":"it has no type"}],"nextCursor":null}""".formatted(ID, ID));

        assertThat(run("dead-letters", "redrive", ID, ID, "--reason", "fixed")).isEqualTo(1);

        assertThat(requests.getFirst())
                .contains("operator POST /v1/dead-letters/bulk")
                .contains("\"ids\":[\"" + ID);
        assertThat(out.toString()).containsPattern("REFUSED +it has no type").contains("1 of 2 done.");
    }

    @Test
    void saysWhatWasDoneBeforeAPartFailed() {
        answers.add(
                "{\"done\":1,\"notDone\":0,\"results\":[{\"id\":\"%s\",\"outcome\":\"DISCARDED\",\"detail\":null}],\"nextCursor\":\"abc\"}"
                        .formatted(ID));
        answers.add("{\"status\":503,\"detail\":\"The database does not answer.\"}");

        assertThat(run("dead-letters", "discard", "--topic", "t", "--reason", "r"))
                .isEqualTo(1);

        assertThat(requests).hasSize(2);
        assertThat(out.toString()).containsPattern(ID + " +DISCARDED").contains("1 of 1 done.");
        assertThat(err.toString())
                .contains("The database does not answer.", "list what is still open before you send the command again");
    }

    @Test
    void failsIfNothingMatches() {
        answers.add("{\"id\":\"a\",\"status\":\"FINISHED\",\"sagas\":0}");
        answers.add("{\"items\":[],\"nextCursor\":null}");
        assertThat(run("sagas", "retry", "--stuck", "--reason", "r")).isEqualTo(1);
        assertThat(out.toString()).contains("nothing was done");
    }

    @Test
    void needsASelectionAndAReason() {
        assertThat(run("sagas", "retry", ID)).isEqualTo(2);
        assertThat(err.toString()).contains("--reason");
        assertThat(run("sagas", "retry", "--reason", "r")).isEqualTo(1);
        assertThat(err.toString()).contains("Select by ids or by filter options");
        assertThat(run("dead-letters", "discard", ID, "--topic", "t", "--reason", "r"))
                .isEqualTo(1);
        assertThat(run("sagas")).isEqualTo(2);
        assertThat(requests).isEmpty();
    }

    @Test
    void listsDeadLettersTheirReasonsAndTheAudit() {
        answers.add("{\"deadLetters\":[{\"id\":\"%s\",\"status\":\"OPEN\",\"topic\":\"t\",\"reason\":\"two\\nlines\"}]}"
                .formatted(ID));
        answers.add("{\"reasons\":[{\"count\":3,\"topic\":\"t\",\"reason\":\"no such warehouse\"}]}");
        answers.add(
                "{\"entries\":[{\"at\":\"2026-01-01T00:00:00Z\",\"who\":\"operator\",\"action\":\"RETRY\",\"sagaId\":\"%s\",\"outcome\":\"DONE\",\"reason\":\"why not\"}]}"
                        .formatted(ID));

        assertThat(run("dead-letters", "list", "--cause", "two")).isZero();
        assertThat(run("dead-letters", "reasons")).isZero();
        assertThat(run("acts", "--saga", ID)).isZero();

        assertThat(requests)
                .containsExactly(
                        "viewer GET /v1/dead-letters?reason=two&status=OPEN&limit=50",
                        "viewer GET /v1/dead-letters/reasons",
                        "viewer GET /v1/audit?sagaId=" + ID + "&limit=50");
        assertThat(out.toString())
                .contains("two lines")
                .containsPattern("3 +t +- +- +- +no such warehouse")
                .containsPattern("operator +RETRY +" + ID + " +DONE +why not");
    }

    @Test
    void printsTheApisExplanation() {
        answers.add("{\"detail\":\"'state' must be one of [WAITING].\"}");
        assertThat(run("sagas", "list", "--state", "LOST")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("'state' must be one of [WAITING].");
    }

    @Test
    void saysThatTheOrchestratorIsDown() {
        stopOrchestrator();
        assertThat(run("sagas", "list")).isEqualTo(1);
        assertThat(err.toString()).contains("saga-orchestrator does not answer").doesNotContain("\tat ");
    }

    @Test
    void saysThatThePasswordIsWrong() {
        assertThat(run("sagas", "list", "--user", "impostor")).isEqualTo(1);
        assertThat(err.toString()).contains("rejected the password of 'impostor'");
    }
}
