package checkout.saga.testkit;

import static checkout.saga.engine.definition.StepOption.attempts;
import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static checkout.saga.engine.definition.StepOption.onReply;
import static checkout.saga.engine.definition.StepOption.undo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Checkout.OrderPlaced;
import checkout.saga.engine.Checkout.PaymentAuthorized;
import checkout.saga.engine.Trip;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaBuilder;
import checkout.saga.engine.definition.StepOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A published version of a saga that is edited fails its test with what to do. */
class FrozenShapeTest {

    private static SagaBuilder<String> orders(int attempts) {
        return Saga.named("orders")
                .version(3)
                .startedBy(String.class, name -> name, undo((String name) -> "undo"))
                .step("check", name -> "check", nothingToUndo(), attempts(attempts))
                .step("confirm", name -> "confirm", mustSucceed());
    }

    @Test
    void acceptsTheRecordedShape() {
        FrozenShape.of(Checkout.SAGA)
                .startedBy(new OrderPlaced("c-1"))
                .replying("authorize payment", new PaymentAuthorized("a-1"))
                .matchesRecorded("checkout-v1.txt");
        FrozenShape.of(Trip.list().build()).matchesRecorded("shapes/trip-v1.txt");
    }

    @Test
    void makesLaterCommandsOfWhatEarlierRepliesCarry() {
        Saga<Trip> trip = Saga.named("trip")
                .startedBy(String.class, name -> new Trip(name, null), StepOption.<Trip>nothingToUndo())
                .step(
                        "pay",
                        Trip::traveller,
                        nothingToUndo(),
                        onReply(
                                PaymentAuthorized.class,
                                (data, reply) -> new Trip(data.traveller(), reply.authorization())))
                .step("print", data -> data.ticket().length(), mustSucceed())
                .build();

        assertThat(FrozenShape.of(trip)
                        .startedBy("ann")
                        .replying("pay", new PaymentAuthorized("a-1"))
                        .text())
                .contains("step print\n  sends Integer\n");
    }

    @Test
    void showsWhatDiffersAndSaysToAddAVersion() {
        assertThatCode(() -> FrozenShape.of(orders(3).build()).matchesRecorded("shapes/orders-v3.txt"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> FrozenShape.of(orders(4).build()).matchesRecorded("shapes/orders-v3.txt"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("""
                        Version 3 of saga 'orders' differs from the shape recorded in shapes/orders-v3.txt:
                          saga orders
                        """)
                .hasMessageContaining("""
                            timeout PT10S
                        -   attempts 3
                        +   attempts 4
                            backoff PT0.5S to PT30S
                        """)
                .hasMessageContaining("A published version is never edited; add a version.")
                .hasMessageEndingWith("Only if it was never published, record its new shape:"
                        + " cp target/saga-shapes/shapes/orders-v3.txt src/test/resources/shapes/orders-v3.txt");
    }

    @Test
    void noticesEveryPropertyThatSagasInFlightDependOn() {
        String shape = FrozenShape.of(orders(3).build()).text();

        assertThat(FrozenShape.of(orders(3).deadline(Duration.ofMinutes(1)).build())
                        .text())
                .isNotEqualTo(shape)
                .contains("deadline PT1M\n");
        assertThat(FrozenShape.of(orders(3)
                                .step("more", name -> "more", mustSucceed())
                                .build())
                        .text())
                .startsWith(shape)
                .endsWith("step more\n  must succeed\n  timeout PT10S\n  attempts 3\n  backoff PT0.5S to PT30S\n");
    }

    @Test
    void writesTheShapeOfANewVersionToBeRecordedByHand() throws Exception {
        assertThatThrownBy(() -> FrozenShape.of(orders(3).build()).matchesRecorded("orders-v4.txt"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "Version 3 of saga 'orders' has no recorded shape: orders-v4.txt is not on the class path.\n"
                                + "If the version is new, check its shape and record it:"
                                + " cp target/saga-shapes/orders-v4.txt src/test/resources/orders-v4.txt");

        assertThat(Files.readString(Path.of("target/saga-shapes/orders-v4.txt")))
                .isEqualTo(FrozenShape.of(orders(3).build()).text());
    }

    @Test
    void showsLinesThatWereAddedRemovedAndMoved() {
        assertThat(LineDiff.of("a\nb\nc\n", "b\nc\nd\n")).isEqualTo("- a\n  b\n  c\n+ d\n");
        assertThat(LineDiff.of("a\n", "b\n")).isEqualTo("- a\n+ b\n");
        assertThat(LineDiff.of("a\nb\n", "b\na\n")).isEqualTo("- a\n  b\n+ a\n");
        assertThat(LineDiff.of("a\nx\nb\n", "a\ny\nz\nb\n")).isEqualTo("  a\n- x\n+ y\n+ z\n  b\n");
        assertThat(LineDiff.of("a\nb\nc\n", "x\na\nb\nc\n")).isEqualTo("+ x\n  a\n  b\n  c\n");
        assertThat(LineDiff.of("", "a\n")).isEqualTo("+ a\n");
        assertThat(LineDiff.of("a\n", "")).isEqualTo("- a\n");
    }
}
