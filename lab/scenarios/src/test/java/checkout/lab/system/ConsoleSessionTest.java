package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/**
 * The console when the session has ended, against an orchestrator that the test plays. Red here: what somebody has typed is lost with
 * the session, or it is not said what became of a request.
 */
class ConsoleSessionTest extends PlayedConsole {
    private static final String ENDED = PlayedOrchestrator.problem(401, "Sign in.");
    private static final String NONE = "{\"acts\":[],\"nextCursor\":null}";

    @Test
    void whatWasNotSentIsSaidAndCanBeSentAgain() {
        orchestrator.on("GET /v1/acts/a1", ConsoleTruthTest.ACT.formatted("PLANNED", 0));
        orchestrator.on("GET /v1/acts/a1/items", "{\"items\":[],\"nextCursor\":null}");
        orchestrator.on("POST /v1/acts/a1/run", ENDED);
        open("/console/acts/a1");
        click("run");
        wait.until(page -> text("problem").contains("Your session has ended, and this was not sent."));
        assertThat(browser.getCurrentUrl()).endsWith("/console/acts/a1");
        assertThat(shown("sign-in").getDomAttribute("target")).isEqualTo("_blank");
        assertThat(shown("sign-in").getDomAttribute("href")).isEqualTo("/sign-in?next=%2Fconsole%2Facts%2Fa1");

        orchestrator.on("POST /v1/acts/a1/run", body -> {
            orchestrator.on("GET /v1/acts/a1", ConsoleTruthTest.ACT.formatted("RUNNING", 1));
            return "{}";
        });
        click("run");
        wait.until(page -> text("act-page").contains("1 of 2 finished"));
    }

    /** The token is that of the session that has ended, too. */
    @Test
    void theSameIsSaidIfTheTokenIsLookedAtFirst() {
        orchestrator.on("GET /v1/acts/a1", ConsoleTruthTest.ACT.formatted("PLANNED", 0));
        orchestrator.on("GET /v1/acts/a1/items", "{\"items\":[],\"nextCursor\":null}");
        orchestrator.on(
                "POST /v1/acts/a1/run",
                "{\"status\":403,\"type\":\"urn:checkout:problem:csrf\",\"title\":\"Token\",\"detail\":\"It is of another session.\"}");
        open("/console/acts/a1");
        shown("run");
        orchestrator.on("GET /v1/session", ENDED);
        click("run");
        wait.until(page -> text("problem").contains("this was not sent"));
        assertThat(browser.getCurrentUrl()).endsWith("/console/acts/a1");
    }

    @Test
    void aDialogKeepsWhatIsTypedInIt() {
        orchestrator.on("GET /v1/overview", ConsoleTruthTest.OVERVIEW.formatted(1));
        open("/console/relays");
        shown("replay").findElement(By.tagName("summary")).click();
        click("replay-submit");
        shown("reason").sendKeys("a consumer was restored");
        orchestrator.on("GET /v1/overview", ENDED);
        wait.until(page -> text("relays").contains("Your session has ended."));
        assertThat(shown("reason").getDomProperty("value")).isEqualTo("a consumer was restored");
        orchestrator.on("GET /v1/overview", ConsoleTruthTest.OVERVIEW.formatted(4711));
        wait.until(page -> text("relays").contains("4,711"));
        assertThat(shown("reason").getDomProperty("value")).isEqualTo("a consumer was restored");
    }

    @Test
    void aPageOnWhichNothingCanBeLostLeadsToTheSignIn() {
        orchestrator.on("GET /v1/acts", NONE);
        open("/console/acts");
        shown("empty");
        orchestrator.on("GET /v1/acts", ENDED);
        wait.until(page -> page.getCurrentUrl().endsWith("/sign-in?next=%2Fconsole%2Facts"));
    }
}
