package checkout.orchestrator.checkout;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.OrderPlaced;
import checkout.contracts.PaymentMethod;
import checkout.contracts.RejectionReason;
import checkout.saga.testkit.FrozenShape;
import checkout.saga.testkit.SagaMatrix;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Red here: a published version of the checkout saga was edited, or some fault leaves a checkout half done. */
class CheckoutSagaTest {
    private static final OrderPlaced PLACED = new OrderPlaced(
            UUID.fromString("01890000-0000-7000-8000-000000000001"),
            "c-1",
            List.of(new OrderLine("TEA-001", 2)),
            new Money(1998, "EUR"),
            new PaymentMethod.Wallet("w-1"));

    @TestFactory
    Stream<DynamicTest> everyFaultAtEveryStep() {
        return CheckoutSaga.versions().all().stream().flatMap(version -> SagaMatrix.of(version, PLACED)
                .refusing(RejectionReason.OUT_OF_STOCK.name())
                .everyFaultAtEveryStep());
    }

    @TestFactory
    Stream<DynamicTest> everyPublishedVersionIsFrozen() {
        return CheckoutSaga.versions().all().stream()
                .map(version -> DynamicTest.dynamicTest("version " + version.version(), () -> FrozenShape.of(version)
                        .matchesRecorded("checkout-v%d.txt".formatted(version.version()))));
    }
}
