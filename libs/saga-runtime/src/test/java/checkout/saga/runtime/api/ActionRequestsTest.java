package checkout.saga.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.saga.runtime.api.BulkResult.Item;
import checkout.web.ProblemException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;

/** Red here: an operator acts without a reason, requests one action and gets another, or reads a wrong result. */
class ActionRequestsTest {
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");

    private enum Sorting {
        OLDEST,
        NEWEST,
        RANDOM
    }

    @Test
    void takesTheReasonWithoutTheBlanksAroundIt() {
        assertThat(new ActionReason(" the hall is paid \n", null).given()).isEqualTo("the hall is paid");
        assertThat(new ActionReason("x".repeat(500), null).given()).hasSize(500);
        assertThat(bulk("oldest", " why ").givenReason()).isEqualTo("why");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \t\n", "a\0b", "\0"})
    void refusesToActWithoutAReason(@Nullable String reason) {
        refuses(() -> new ActionReason(reason, null).given(), "'reason' must say why in 1 to 500 characters");
        refuses(() -> bulk("oldest", reason).givenReason(), "'reason' must say why");
    }

    @Test
    void refusesAReasonThatTheAuditLogHasNoRoomFor() {
        refuses(() -> new ActionReason("x".repeat(501), null).given(), "1 to 500 characters");
    }

    @ParameterizedTest
    @CsvSource({"oldest, OLDEST", "NEWEST, NEWEST", "Newest, NEWEST"})
    void readsAnActionInAnyCase(String given, Sorting action) {
        assertThat(bulk(given, "why").action(List.of(Sorting.OLDEST, Sorting.NEWEST)))
                .isEqualTo(action);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "delete", "random"})
    void refusesAnActionThatIsNotAllowedHere(@Nullable String given) {
        refuses(
                () -> bulk(given, "why").action(List.of(Sorting.OLDEST, Sorting.NEWEST)),
                "'action' must be one of oldest, newest.");
    }

    @ParameterizedTest
    @CsvSource({"GONE, false", "REFUSED, false", "FAILED, false", "DONE, true", "REDRIVEN, true"})
    void anItemIsDoneUnlessItIsGoneRefusedOrFailed(String outcome, boolean done) {
        assertThat(new Item(ID, outcome, null).done()).isEqualTo(done);
    }

    @Test
    void countsWhatIsDoneAndWhatIsNot() {
        List<Item> items = List.of(
                new Item(ID, "DONE", null), new Item(ID, BulkResult.GONE, null), new Item(ID, "DONE", "now WAITING"));
        assertThat(BulkResult.of(items, "next")).isEqualTo(new BulkResult(2, 1, items, "next"));
    }

    @Test
    void anIdThatDoesNotExistIsShownAsItWasGiven() {
        ProblemException problem = OperatorApiErrors.unknown("saga", "x".repeat(50));
        assertThat(problem.response().getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(problem)
                .hasMessage("Unknown saga: No saga has the id '%s'. Take an id from the list.", "x".repeat(50));
    }

    @Test
    void aLongIdIsShortened() {
        assertThat(OperatorApiErrors.unknown("saga", "x".repeat(51)))
                .hasMessageContaining("'%s...'".formatted("x".repeat(50)));
    }

    @Test
    void whatIsNotPossibleNowIsAConflict() {
        assertThat(OperatorApiErrors.notNow("Saga s is unchanged.").response().getStatusCode())
                .isEqualTo(HttpStatus.CONFLICT);
        assertThat(OperatorApiErrors.request("detail").response().getStatusCode())
                .isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @Test
    void takesATextToSearchForAsItIs() {
        assertThat(OperatorApiErrors.text("step", null, 5)).isNull();
        assertThat(OperatorApiErrors.text("step", " pay ", 5)).isEqualTo(" pay ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "seller", "a\0b", "\0"})
    void refusesATextThatCannotBeSearchedFor(String text) {
        refuses(() -> OperatorApiErrors.text("step", text, 5), "'step' must be a text of 1 to 5 characters");
    }

    private static BulkRequest<String> bulk(@Nullable String action, @Nullable String reason) {
        return new BulkRequest<>("filter", action, reason, null, null, null, null);
    }

    private static void refuses(Runnable reading, String message) {
        assertThatThrownBy(reading::run).isInstanceOf(ProblemException.class).hasMessageContaining(message);
    }
}
