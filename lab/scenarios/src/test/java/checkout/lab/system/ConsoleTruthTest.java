package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/**
 * The console against an orchestrator that the test plays. Red here: the console acts in the name of somebody else, or shows as
 * present what is past.
 */
class ConsoleTruthTest extends PlayedConsole {
    static final String ACT = """
            {"id":"a1","action":"RETRY","status":"%s","sagas":2,"possible":2,"notPossible":0,"finished":%d,"outcomes":{},
             "sends":[],"reasons":[],"who":"bob","reason":"r","outcome":null,"note":null,"force":false,
             "createdAt":"2026-01-01T00:00:00Z","startedAt":null,"startedBy":null,"finishedAt":null,"stoppedBy":null}""";
    static final String SAGA = """
            {"id":"019a9f00-0000-7000-8000-000000000001","type":"checkout","version":1,"state":"WAITING","step":"pay","attempt":1,
             "attempts":4,"lastError":null,"nextAt":null,"stuckReason":null,"startedAt":"2026-01-01T00:00:00Z",
             "movedAt":"2026-01-01T00:00:00Z","openDeadLetters":0,"parked":false,"notDeployed":null,"resolvedAs":null,
             "pastPivot":false,"abort":null,"steps":[],"hops":[],"diagnosis":["%s"],"actions":{},"findings":[],"deadLetters":[],
             "data":{"a":1},"timelineComplete":true,"timelineRemoved":null,
             "timeline":[{"at":"2026-01-01T00:00:00Z","kind":"SENT","type":"payments.Pay.v1","payload":{"a":1}}]}""";
    static final String OVERVIEW = """
            {"at":"2026-01-01T00:00:00Z","instance":"i","services":[],
             "history":{"points":[],"states":["WAITING","RETRYING","COMPENSATING","STUCK","COMPENSATION_STUCK"]},
             "finished":{"perSecond":0,"p50Millis":null,"p99Millis":null,"intervals":[],"slotSeconds":10},
             "sagas":{"value":{"states":{},"types":{},"deadLetters":3,"parked":0,"oldest":null,"instances":1,"timersLateSeconds":0}},
             "relay":{"value":{"sources":[{"name":"checkout","state":"LEADING","role":"leader","problem":null,"remedy":null,
               "lagSeconds":0,"eventsPerSecond":0,"published":%d,"quarantined":0,"slot":null,"recovery":null,"unknown":null,
               "lastError":null,"replayFrom":null}]}}}""";
    private static final String LETTER = """
            {"id":"l1","type":"a.B.v1","topic":"t","partition":null,"offset":null,"group":null,"reason":"r","sagaId":null,
             "receivedAt":"2026-01-01T00:00:00Z","correlation":null,"traceparent":null,"settlement":null,"redriveOf":null,
             "status":"%s","cut":null,"payload":{"a":1},"headers":{},"stack":null,"notRedrivableBecause":null,
             "whatFollows":{"discard":{"follows":"Nobody waits.","onlyWithForce":false}}}""";

    @Test
    void aDryRunThatRunsInAnotherWindowIsSeenToRun() {
        act("PLANNED", 0);
        open("/console/acts/a1");
        wait.until(page -> text("act-page").contains("Nothing is done yet"));
        act("RUNNING", 1);
        wait.until(page -> text("act-page").contains("1 of 2 finished"));
        act("FINISHED", 2);
        wait.until(page -> text("act-page").contains("Finished"));
    }

    @Test
    void aRefusalIsSeenTogetherWithTheProgressAndStays() {
        act("PLANNED", 0);
        orchestrator.on("POST /v1/acts/a1/run", body -> {
            act("RUNNING", 0);
            return PlayedOrchestrator.problem(409, "bob has run it.");
        });
        open("/console/acts/a1");
        click("run");
        wait.until(page -> text("act-page").contains("0 of 2 finished"));
        act("RUNNING", 1);
        wait.until(page -> text("act-page").contains("1 of 2 finished"));
        assertThat(text("problem")).contains("bob has run it.");
    }

    @Test
    void whatMayHaveBeenTakenIsNotSaidToBeAskedAgain() {
        act("PLANNED", 0);
        orchestrator.on("POST /v1/acts/a1/run", "<html>a proxy</html>");
        open("/console/acts/a1");
        click("run");
        assertThat(text("problem"))
                .contains("Whether it was taken is not known")
                .doesNotContain("again by itself");
    }

    @Test
    void nothingIsSentInTheNameOfSomebodyWhoHasSignedInSince() {
        act("PLANNED", 0);
        orchestrator.on(
                "POST /v1/acts/a1/run",
                "{\"status\":403,\"type\":\"urn:checkout:problem:csrf\",\"title\":\"Token\",\"detail\":\"It is of another session.\"}");
        open("/console/acts/a1");
        shown("run");
        wait.until(page -> text("who").contains("ann"));
        signedIn("bob", "2");
        click("run");
        wait.until(page -> text("who").contains("bob"));
        assertThat(text("said")).contains("This page was that of ann", "You are signed in as bob", "nothing was sent");
        assertThat(orchestrator.posted()).hasSize(1);
    }

    @Test
    void signsOutWithTheTokenOfNow() {
        act("PLANNED", 0);
        open("/console/acts/a1");
        shown("sign-out");
        signedIn("ann", "2");
        browser.executeScript(
                "HTMLFormElement.prototype.submit = function () { document.title = this.elements[0].value; }");
        click("sign-out");
        wait.until(page -> "2".equals(page.getTitle()));
    }

    @Test
    void aListThatIsNotReadUnderTheReaderSaysHowOldItIs() {
        orchestrator.on("GET /v1/sagas", "{\"sagas\":[%s],\"nextCursor\":null}".formatted(SAGA.formatted("")));
        open("/console/sagas");
        shown("saga");
        browser.executeScript("document.querySelector('[data-testid=saga] a.id').focus()");
        wait.until(page -> text("as-of").matches("as of \\d\\d:\\d\\d:\\d\\d"));
        browser.executeScript("document.activeElement.blur()");
        wait.until(page -> text("as-of").isEmpty());
    }

    @Test
    void whatOnlyForceCanDoIsOfferedAndSaysSo() {
        String path = "/sagas/019a9f00-0000-7000-8000-000000000001";
        orchestrator.on("GET /v1" + path, SAGA.formatted("It waits").replace("\"actions\":{}", """
                        "actions":{
                          "retry":{"possible":false,"why":"nothing is stuck","outcomes":null,"sends":null,"possibleWithForce":false},
                          "resolve":{"possible":false,"why":"it is still running","outcomes":["CONFIRMED"],"sends":null,
                                     "possibleWithForce":true}}"""));
        orchestrator.on("GET /v1" + path + "/participants", "{\"participants\":[]}");
        orchestrator.on("POST /v1/acts", ACT.formatted("PLANNED", 0));
        act("PLANNED", 0);
        open("/console" + path);
        assertThat(shown("act-retry").isEnabled()).isFalse();
        assertThat(shown("act-resolve").isEnabled()).isTrue();
        assertThat(text("acts")).contains("not possible: nothing is stuck", "only with force: it is still running");
        click("act-resolve");
        shown("reason").sendKeys("it is done by hand");
        WebElement dialog = browser.findElement(By.cssSelector("dialog[open]"));
        assertThat(dialog.getText()).contains("Without force it is refused: it is still running.");
        dialog.findElement(By.cssSelector("input[type=checkbox]")).click();
        click("submit");
        wait.until(page -> text("act-page").contains("Nothing is done yet"));
        assertThat(orchestrator.posted()).singleElement().asString().contains("\"force\":true");
    }

    @Test
    void aSagaGoesOnAroundWhatSomebodyHasOpened() {
        String path = "/sagas/019a9f00-0000-7000-8000-000000000001";
        orchestrator.on("GET /v1" + path, SAGA.formatted("It waits for ann"));
        orchestrator.on("GET /v1" + path + "/participants", "{\"participants\":[]}");
        open("/console" + path);
        shown("message").findElement(By.tagName("summary")).click();
        orchestrator.on("GET /v1" + path, SAGA.formatted("It waits for bob"));
        wait.until(page -> text("diagnosis").contains("It waits for bob"));
        assertThat(text("as-of")).as("the message is as it was").isEmpty();
        orchestrator.on(
                "GET /v1" + path, SAGA.formatted("It waits for eve").replace("payments.Pay.v1", "payments.Pay.v2"));
        wait.until(page -> text("diagnosis").contains("It waits for eve"));
        assertThat(text("as-of")).containsPattern("What you have opened is as of \\d\\d:\\d\\d:\\d\\d");
        assertThat(shown("message").findElement(By.tagName("details")).getDomAttribute("open"))
                .isNotNull();
    }

    @Test
    void aRelayGoesOnAroundAFormInWhichSomebodyTypes() {
        orchestrator.on("GET /v1/overview", OVERVIEW.formatted(1));
        open("/console/relays");
        shown("replay").findElement(By.tagName("summary")).click();
        shown("replay-from").clear();
        shown("replay-from").sendKeys("yester");
        orchestrator.on("GET /v1/overview", OVERVIEW.formatted(4711));
        wait.until(page -> text("source").contains("4,711"));
        browser.switchTo().activeElement().sendKeys("day");
        assertThat(shown("replay-from").getDomProperty("value")).isEqualTo("yesterday");
    }

    @Test
    void theNumberInTheBarGoesWithThePageThatKnowsIt() {
        orchestrator.on("GET /v1/overview", OVERVIEW.formatted(1));
        orchestrator.on("GET /v1/acts", "{\"acts\":[],\"nextCursor\":null}");
        open("/");
        wait.until(page -> barLetters().equals("3"));
        browser.findElement(By.linkText("Acts")).click();
        wait.until(page -> barLetters().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0|false|a consumer of payment-service has a problem|up to date, has a problem|ATTENTION",
                "null|null|true|how far payment-service has read is not known|not known|PROBLEM",
                "null|null|false|how far payment-service has read is not known|not known, has a problem|PROBLEM"
            })
    void notAllIsWellWhileAConsumerDoesNotWorkOrNobodyKnows(
            String lag, String stalled, boolean works, String said, String shown, String level) {
        String service = """
                {"name":"payment-service","state":{"unknown":null,"value":{"indicators":[],"groups":[
                  {"name":"payment-service","lagRecords":%s,"stalledSeconds":%s,"works":%s,"halted":false,"gaps":0,"deferred":0}]}}}""".formatted(lag, stalled, works);
        openOverviewOf(service);
        wait.until(page -> !text("process-payment-service").isEmpty());
        assertThat(text("headline").toLowerCase(Locale.ROOT)).contains(said).doesNotContain("all is well");
        assertThat(text("process-payment-service")).contains(shown);
        assertThat(shown("process-payment-service").getDomAttribute("data-level"))
                .isEqualTo(level);
    }

    private void openOverviewOf(String service) {
        orchestrator.on(
                "GET /v1/overview",
                OVERVIEW.formatted(1)
                        .replace("\"services\":[]", "\"services\":[" + service + "]")
                        .replace("\"deadLetters\":3", "\"deadLetters\":0"));
        open("/");
    }

    @Test
    void notAllIsWellWhileMessagesAreDeferred() {
        String service = """
                {"name":"payment-service","state":{"unknown":null,"value":{"indicators":[],"groups":[
                  {"name":"payment-service","lagRecords":0,"stalledSeconds":0,"works":true,"halted":false,"gaps":0,"deferred":2}]}}}""";
        openOverviewOf(service);
        wait.until(page -> text("process-payment-service").contains("2 deferred"));
        assertThat(text("headline")).isEqualTo("payment-service has deferred messages.");
    }

    @Test
    void aLetterThatIsNotSettledSaysWhyAndHowItIsNow() {
        orchestrator.on("GET /v1/dead-letters/l1", LETTER.formatted("OPEN"));
        orchestrator.on("POST /v1/dead-letters/l1/discard", body -> {
            orchestrator.on("GET /v1/dead-letters/l1", LETTER.formatted("REDRIVEN"));
            return PlayedOrchestrator.problem(409, "bob has sent it again.");
        });
        open("/console/dead-letters/l1");
        click("discard");
        shown("reason").sendKeys("of no use");
        shown("submit").click();
        wait.until(page -> text("letter-page").contains("Redriven"));
        assertThat(text("problem")).contains("bob has sent it again.");
    }

    @Test
    void asksOnceHoweverLongTheAnswerTakes() {
        CountDownLatch answered = new CountDownLatch(1);
        orchestrator.on("GET /v1/acts", body -> {
            awaited(answered);
            return "{\"acts\":[],\"nextCursor\":null}";
        });
        open("/console/acts");
        wait.until(page -> asked("/v1/acts") > 0 && ticks() >= 4);
        assertThat(asked("/v1/acts")).isEqualTo(1);
        answered.countDown();
        wait.until(page -> asked("/v1/acts") > 1);
    }

    @Test
    void aReasonLeadsToTheSagasAtItsStepInItsStates() {
        String reason = """
                {"count":2,"type":"checkout","states":[%s],"step":"pay","hop":"COMMAND_RECEIVED","owner":"payment-service",
                 "oldest":"2026-01-01T00:00:00Z","example":"019a9f00-0000-7000-8000-000000000001","sentence":"It waits."}""";
        orchestrator.on(
                "GET /v1/sagas/reasons",
                "{\"waiting\":4,\"complete\":true,\"reasons\":[%s,%s]}"
                        .formatted(
                                reason.formatted("\"COMPENSATING\",\"RETRYING\""),
                                reason.formatted("\"COMPENSATION_STUCK\",\"STUCK\"")));
        open("/console/reasons");
        shown("reason");
        assertThat(browser.findElements(By.cssSelector(".reasons .links a")).stream()
                        .map(link -> Objects.requireNonNull(link.getDomAttribute("href"))))
                .startsWith(
                        "/console/sagas?type=checkout&step=pay&state=COMPENSATING",
                        "/console/sagas?type=checkout&step=pay&state=RETRYING")
                .contains("/console/sagas?type=checkout&step=pay&stuck=true");
    }

    private void act(String status, int finished) {
        orchestrator.on("GET /v1/acts/a1", ACT.formatted(status, finished));
        orchestrator.on("GET /v1/acts/a1/items", "{\"items\":[],\"nextCursor\":null}");
    }

    private static String barLetters() {
        return browser.findElement(By.id("bar-letters")).getText();
    }
}
