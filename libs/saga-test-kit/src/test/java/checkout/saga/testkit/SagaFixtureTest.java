package checkout.saga.testkit;

import static checkout.saga.testkit.SagaFixture.given;
import static checkout.saga.testkit.SampleSagas.givenACheckout;
import static checkout.saga.testkit.SampleSagas.givenAParty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Checkout.AuthorizePayment;
import checkout.saga.engine.Checkout.OrderPlaced;
import checkout.saga.engine.Checkout.PaymentAuthorized;
import checkout.saga.engine.Checkout.ReleaseStock;
import checkout.saga.engine.Checkout.ReserveStock;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.state.SagaPhase;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A test with the fixture fails when the saga does something else, and when an input came to nothing. */
class SagaFixtureTest {

    private static void fails(ThrowingCallable test, String message) {
        assertThatThrownBy(test).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }

    @Test
    void readsAsGivenWhenThen() {
        given(Checkout.SAGA)
                .startedBy(new OrderPlaced("c-1"))
                .thenSends("reserve stock", ReserveStock.class)
                .whenDone("reserve stock")
                .thenSends("authorize payment", AuthorizePayment.class)
                .whenReplied("authorize payment", new PaymentAuthorized("a-7"))
                .thenSendsPayloads(new Checkout.ConfirmOrder("c-1"))
                .whenDone("confirm order")
                .thenSendsNothing()
                .thenIs(SagaPhase.COMPLETED);
        givenACheckout()
                .whenDone("reserve stock")
                .whenRefused("authorize payment", "PAYMENT_DECLINED")
                .thenUndoes("reserve stock", ReleaseStock.class)
                .thenIs(SagaPhase.COMPENSATING);
    }

    @Test
    void handsTheReplysPayloadToTheSaga() {
        assertThat(given(Checkout.SAGA)
                        .startedBy(new OrderPlaced("c-1"))
                        .whenDone("reserve stock")
                        .whenReplied("authorize payment", new PaymentAuthorized("a-7"))
                        .data()
                        .authorization())
                .isEqualTo("a-7");
    }

    @Test
    void failsWhenAnotherCommandIsSent() {
        fails(() -> givenACheckout().thenSends("DO reserve stock #2"), "DO reserve stock #1");
        fails(() -> givenACheckout().thenSends("confirm order", ReserveStock.class), "DO reserve stock");
        fails(() -> givenACheckout().thenUndoes("reserve stock", ReserveStock.class), "DO reserve stock");
        fails(() -> givenACheckout().thenSends("reserve stock", ReleaseStock.class), "ReleaseStock");
        fails(() -> givenACheckout().thenSendsNothing(), "DO reserve stock #1");
        fails(() -> givenACheckout().thenSendsPayloads("something else"), "ReserveStock");
        fails(
                () -> givenAParty().whenDone("ask the weather").thenSends("rent the hall", String.class),
                "hire the band");
    }

    @Test
    void failsWhenTheSagaIsInAnotherState() {
        fails(() -> givenACheckout().thenIs(SagaPhase.STUCK), "WAITING");
        fails(() -> givenACheckout().thenIsStuckBecause("no reply"), "no reply");
        fails(() -> givenACheckout().thenRequestsTimers(), "reserve stock");
        fails(() -> givenACheckout().thenIgnores(IgnoredInputReason.LATE_REPLY), "LATE_REPLY");
        fails(
                () -> givenACheckout().whenDone("confirm order").thenImpossible("a command that was never sent"),
                "a step that was never sent");
        fails(() -> givenACheckout().thenImpossible("a step that was never sent"), "Impossible");
        fails(() -> givenACheckout().state("confirm order"), "The saga has not sent step 'confirm order'");
    }

    @Test
    void failsWhenAnInputIsIgnoredUnexpectedly() {
        SagaFixture<Checkout> twice = givenACheckout().whenDone("reserve stock").whenDone("reserve stock");

        fails(twice::whenCancelled, "The saga ignored the last input: DUPLICATE_REPLY");
        fails(() -> twice.whenParked("not deployed"), "DUPLICATE_REPLY");
        fails(() -> twice.thenSends("DO authorize payment #1"), "DUPLICATE_REPLY");
        fails(() -> twice.thenSends("authorize payment", AuthorizePayment.class), "DUPLICATE_REPLY");
        fails(twice::thenSendsPayloads, "DUPLICATE_REPLY");
        fails(twice::thenRequestsTimers, "DUPLICATE_REPLY");
        fails(() -> twice.thenIs(SagaPhase.WAITING), "DUPLICATE_REPLY");
        fails(() -> twice.thenIsStuckBecause("no reply"), "DUPLICATE_REPLY");

        twice.thenIgnores(IgnoredInputReason.DUPLICATE_REPLY)
                .thenSendsNothing()
                .thenRequestsTimers()
                .thenIs(SagaPhase.WAITING)
                .whenCancelled()
                .thenIs(SagaPhase.COMPENSATING);
    }

    @Test
    void failsWhenAnInputIsImpossibleUnexpectedly() {
        SagaFixture<Checkout> wrong = givenACheckout().whenDone("confirm order");

        fails(() -> wrong.thenIs(SagaPhase.WAITING), "cannot accept the last input: a reply from a step");
        wrong.thenImpossible("a step that was never sent").thenSendsNothing().thenIs(SagaPhase.WAITING);
    }
}
