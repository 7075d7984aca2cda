package checkout.saga.runtime;

import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.undo;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Red here: a secret stays in the database after its last use, or is gone before it. */
class DataRemovalTest {
    private record Purchase(
            @Nullable String token,
            @Nullable String pin,
            @Nullable String address) {
        Purchase withoutToken() {
            return new Purchase(null, pin, address);
        }

        Purchase withoutPin() {
            return new Purchase(token, null, address);
        }

        Purchase withoutAddress() {
            return new Purchase(token, pin, null);
        }
    }

    private static final Purchase ALL = new Purchase("tok", "1234", "Rue 7");

    private final SagaType<Purchase> plain =
            SagaType.of(Purchase.class, SagaVersions.of(purchase(1, "pay"), purchase(2, "charge")));

    private final SagaType<Purchase> forgetful = plain.forgetAfter("pay", Purchase::withoutToken)
            .forgetAfter("pay", Purchase::withoutPin)
            .forgetOnEnd(Purchase::withoutAddress);

    @ParameterizedTest
    @EnumSource(
            value = StepStatus.class,
            names = {"SENT", "BACKING_OFF", "STUCK"})
    void aStepThatMayStillSendItsCommandKeepsTheSecret(StepStatus status) {
        assertThat(forgetful.forget(state(SagaPhase.WAITING, status), ALL)).isEqualTo(ALL);
    }

    @ParameterizedTest
    @EnumSource(
            value = StepStatus.class,
            names = {"DONE", "REFUSED", "UNDO_SENT", "UNDO_BACKING_OFF", "UNDO_STUCK", "UNDONE"})
    void aStepThatIsOverNeedsItNoMore(StepStatus status) {
        assertThat(forgetful.forget(state(SagaPhase.WAITING, status), ALL))
                .isEqualTo(new Purchase(null, null, "Rue 7"));
    }

    @Test
    void aStepThatHasNotBegunNeedsIt() {
        SagaState before = new SagaState("buy", 1, SagaPhase.WAITING, false, List.of(), null, null, null);
        assertThat(forgetful.forget(before, ALL)).isEqualTo(ALL);
    }

    @ParameterizedTest
    @EnumSource(
            value = SagaPhase.class,
            names = {"COMPLETED", "COMPENSATED", "RESOLVED"})
    void atTheEndNothingIsNeededWhateverBecameOfTheSteps(SagaPhase ended) {
        assertThat(forgetful.forget(state(ended, StepStatus.SENT), ALL)).isEqualTo(new Purchase(null, null, null));
    }

    @Test
    void aTypeThatForgetsNothingKeepsItsData() {
        assertThat(plain.forget(state(SagaPhase.COMPLETED, StepStatus.DONE), ALL))
                .isEqualTo(ALL);
    }

    @Test
    void aStepOfOneVersionOnlyMayBeNamed() {
        SagaType<Purchase> type = plain.forgetAfter("charge", Purchase::withoutToken);
        assertThat(type.forget(state(SagaPhase.WAITING, StepStatus.DONE), ALL)).isEqualTo(ALL);
    }

    @Test
    void optionsThatAreGivenLaterKeepTheRules() {
        SagaType<Purchase> later = forgetful.startVersion(1).keyedBy(purchase -> new UUID(0, 1));
        assertThat(later.forget(state(SagaPhase.COMPLETED, StepStatus.DONE), ALL))
                .isEqualTo(new Purchase(null, null, null));
    }

    private static SagaState state(SagaPhase phase, StepStatus pay) {
        StepState step = new StepState("pay", pay, 1, 3, null);
        return new SagaState("buy", 1, phase, false, List.of(step), null, null, null);
    }

    private static Saga<Purchase> purchase(int version, String payment) {
        return Saga.named("buy")
                .version(version)
                .startedBy(Purchase.class, purchase -> purchase, undo((Purchase purchase) -> "reject"))
                .step(payment, purchase -> payment, undo((Purchase purchase) -> "refund"))
                .step("ship", purchase -> "ship", mustSucceed())
                .build();
    }
}
