package checkout.lab.scenario.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Red here: a contradiction in what storefronts were told is not found, or something that may happen counts as one. */
class HistoryCheckTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final List<HistoryEvent> events = new ArrayList<>();
    private long ops;

    /** Adds both events of a call, the second at the end time. */
    private void call(long from, long to, String name, EventType end, @Nullable UUID checkout, @Nullable String state) {
        call(from, to, name, "storefront", "key", end, checkout, state);
    }

    private void call(
            long from,
            long to,
            String name,
            String by,
            String key,
            EventType end,
            @Nullable UUID checkout,
            @Nullable String state) {
        ops++;
        int status = end == EventType.OK ? 200 : 404;
        events.add(new HistoryEvent(from, ops, EventType.INVOKE, name, by, key, checkout, null, null, null));
        events.add(new HistoryEvent(to, ops, end, name, by, key, checkout, status, state, null));
        events.sort(Comparator.comparingLong(HistoryEvent::micros));
    }

    private HistoryCheck check() {
        return new HistoryCheck(events);
    }

    @Test
    void oneKeyWithTwoCheckoutsIsFound() {
        call(1, 2, "place", EventType.OK, ONE, "PENDING");
        call(3, 4, "place", EventType.OK, ONE, "PENDING");
        assertThat(check().keysWithTwoCheckouts()).isEmpty();
        call(5, 6, "place", EventType.OK, OTHER, "PENDING");
        assertThat(check().keysWithTwoCheckouts()).hasSize(1);
    }

    @Test
    void theSameKeyOfAnotherStorefrontIsAnotherKey() {
        call(1, 2, "place", "storefront", "key", EventType.OK, ONE, null);
        call(3, 4, "place", "storefront2", "key", EventType.OK, OTHER, null);
        assertThat(check().keysWithTwoCheckouts()).isEmpty();
    }

    @Test
    void aStatusThatGoesBackIsFound() {
        call(1, 2, "read", EventType.OK, ONE, "CONFIRMED");
        call(3, 4, "read", EventType.OK, ONE, "PENDING");
        assertThat(check().statusesThatWentBack()).hasSize(1);
    }

    @Test
    void twoEndsContradictEachOtherWheneverTheyWereRead() {
        call(1, 5, "read", EventType.OK, ONE, "CONFIRMED");
        call(2, 6, "read", EventType.OK, ONE, "REJECTED");
        assertThat(check().statusesThatWentBack()).hasSize(1);
    }

    @Test
    void aReadThatBeganBeforeTheEndWasKnownMayShowTheOldStatus() {
        call(1, 6, "read", EventType.OK, ONE, "PENDING");
        call(2, 3, "read", EventType.OK, ONE, "CONFIRMED");
        call(7, 8, "read", EventType.OK, ONE, "CONFIRMED");
        assertThat(check().statusesThatWentBack()).isEmpty();
    }

    @Test
    void anUnknownOutcomeIsAcceptedEitherWay() {
        call(1, 2, "place", EventType.UNKNOWN, null, null);
        call(3, 4, "place", EventType.OK, ONE, "PENDING");
        call(5, 6, "read", EventType.UNKNOWN, ONE, null);
        assertThat(check().keysWithTwoCheckouts()).isEmpty();
        assertThat(check().statusesThatWentBack()).isEmpty();
        assertThat(check().acceptedAndNotFound()).isEmpty();
    }

    @Test
    void anAcceptedCheckoutThatIsNotFoundIsFound() {
        call(1, 4, "place", EventType.OK, ONE, "PENDING");
        call(2, 5, "read", EventType.FAIL, ONE, null);
        assertThat(check().acceptedAndNotFound())
                .as("the read began before the 202")
                .isEmpty();
        call(6, 7, "read", EventType.FAIL, ONE, null);
        assertThat(check().acceptedAndNotFound()).hasSize(1);
    }

    @Test
    void aCheckoutThatAnotherStorefrontSeesIsFound() {
        call(1, 2, "read-by-other", EventType.FAIL, ONE, null);
        call(3, 4, "cancel-by-other", EventType.UNKNOWN, ONE, null);
        assertThat(check().openToOthers()).isEmpty();
        call(5, 6, "read-by-other", EventType.OK, ONE, "PENDING");
        assertThat(check().openToOthers()).hasSize(1);
    }

    @Test
    void anAnswerOtherThanNotFoundShowsThatTheCheckoutIsThere() {
        UUID someone = new UUID(0, 3);
        events.add(new HistoryEvent(1, 1, EventType.FAIL, "return-by-other", "b", "key", someone, 409, null, null));
        assertThat(check().openToOthers()).hasSize(1);
        events.set(0, new HistoryEvent(1, 1, EventType.FAIL, "return-by-other", "b", "key", someone, 429, null, null));
        assertThat(check().openToOthers()).as("refused before it was looked at").isEmpty();
    }

    @Test
    void aCheckoutInTheListOfAnotherStorefrontIsFound() {
        call(1, 2, "list-by-other", EventType.OK, null, null);
        assertThat(check().openToOthers()).isEmpty();
        call(3, 4, "list-by-other", EventType.OK, ONE, null);
        assertThat(check().openToOthers()).hasSize(1);
    }

    @Test
    void anotherBodyUnderTheSameKeyMustBeRefused() {
        call(1, 2, "place-changed", EventType.FAIL, null, null);
        assertThat(check().acceptedWithAnotherBody()).isEmpty();
        call(3, 4, "place-changed", EventType.OK, ONE, "PENDING");
        assertThat(check().acceptedWithAnotherBody()).hasSize(1);
    }

    @Test
    void aValidCheckoutThatIsRefusedIsFound() {
        placed(1, 503, EventType.FAIL, "scenario-x-1");
        placed(2, 429, EventType.FAIL, "scenario-x-1");
        assertThat(check().refused("scenario-x-")).isEmpty();
        placed(3, 422, EventType.FAIL, "scenario-x-1");
        placed(4, 422, EventType.FAIL, "another's");
        assertThat(check().refused("scenario-x-")).containsExactly("the checkout of scenario-x-1 was refused with 422");
    }

    @Test
    void whoeverWasOnlyToldThatNothingIsPlacedHasNoOrder() {
        placed(1, 503, EventType.FAIL, "promised");
        placed(2, 503, EventType.FAIL, "tried again");
        placed(3, 202, EventType.OK, "tried again");
        placed(4, 503, EventType.UNKNOWN, "unknown");
        placed(5, 503, EventType.FAIL, "unknown");
        placed(6, 503, EventType.UNKNOWN, "refused");
        placed(7, 409, EventType.FAIL, "refused");
        placed(8, 503, EventType.FAIL, "open");
        events.add(new HistoryEvent(9, 99, EventType.INVOKE, "place", "storefront", "open", null, null, null, "{}"));
        assertThat(check().keysWithoutOrder()).containsExactlyInAnyOrder("promised", "refused");
    }

    @Test
    void aCallThatNeverEndsIsFound() {
        placed(1, 202, EventType.OK, "answered");
        assertThat(check().neverEnded()).isEmpty();
        events.add(new HistoryEvent(2, 98, EventType.INVOKE, "GET http://x", "operator", null, null, null, null, null));
        assertThat(check().neverEnded()).as("a tool of the lab").isEmpty();
        events.add(new HistoryEvent(3, 99, EventType.INVOKE, "place", "storefront", "hangs", null, null, null, "{}"));
        assertThat(check().neverEnded()).singleElement().asString().contains("hangs");
    }

    private void placed(long at, int status, EventType end, String key) {
        ops++;
        events.add(new HistoryEvent(at, ops, EventType.INVOKE, "place", "storefront", key, null, null, null, "{}"));
        events.add(new HistoryEvent(at, ops, end, "place", "storefront", key, null, status, null, null));
    }

    @Test
    void theEndsThatWereReadAreKnown() {
        call(1, 2, "read", EventType.OK, ONE, "PENDING");
        call(3, 4, "read", EventType.OK, ONE, "REJECTED");
        call(5, 6, "read", EventType.OK, OTHER, "PENDING");
        assertThat(check().ends()).containsOnlyKeys(ONE).containsValue("REJECTED");
        assertThat(check().counts()).containsEntry("read: OK", 3);
    }
}
