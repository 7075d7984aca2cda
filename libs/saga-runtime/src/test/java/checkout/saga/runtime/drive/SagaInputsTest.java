package checkout.saga.runtime.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.messaging.Correlation;
import checkout.messaging.MessageTypeRegistry;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.state.StepAction;
import checkout.saga.runtime.store.ParkedSagas;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: a reply answers another step than it says, or one that was kept is read differently from one that arrives. */
class SagaInputsTest {
    private static final UUID ID = new UUID(0, 1);

    private record Paid(String receipt) {}

    private static final SagaInputs INPUTS = new SagaInputs(
            new MessageTypeRegistry(List.of(new MessageTypeRegistry.Entry("payments.Paid.v1", "replies", Paid.class))),
            StepOutcome.Done::new);

    @Test
    void aReplyAnswersTheCommandThatItNames() {
        assertThat(INPUTS.replied("payments.Paid.v1", new Paid("r-1"), new Correlation(ID, "pay", "UNDO", 2)))
                .isEqualTo(new SagaInput.Replied("pay", StepAction.UNDO, 2, new StepOutcome.Done(new Paid("r-1"))));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, DO, 1", "pay, -, 1", "pay, DO, -"})
    void aReplyThatNamesNoneIsRefused(@Nullable String step, @Nullable String action, @Nullable Integer attempt) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> INPUTS.replied("payments.Paid.v1", "paid", new Correlation(ID, step, action, attempt)))
                .withMessage("payments.Paid.v1 does not say which step it answers");
    }

    @Test
    void aKeptReplyIsReadAsItWouldHaveBeen() {
        assertThat(INPUTS.kept(kept("payments.Paid.v1", "{\"receipt\":\"r-1\",\"new\":true}")))
                .isEqualTo(INPUTS.replied("payments.Paid.v1", new Paid("r-1"), new Correlation(ID, "pay", "DO", 2)));
    }

    @Test
    void aKeptReplyOfATypeThatIsNotKnownHereCannotBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> INPUTS.kept(kept("payments.Paid.v2", "{}")))
                .withMessage("type payments.Paid.v2 is not known here");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1000", "500, 200, 60000"})
    void dueSagasAreLookedForAsOftenAsTheSettingsSay(long every, int most, long retryParked) {
        SweeperSettings settings = new SweeperSettings(Duration.ofMillis(every), most, Duration.ofMillis(retryParked));
        assertThat(settings.every()).hasMillis(every);
        assertThat(settings.most()).isEqualTo(most);
        assertThat(settings.retryParked()).hasMillis(retryParked);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 200, 1000, checkout.sweeper.every is PT0S",
        "-1, 200, 1000, checkout.sweeper.every is PT-0.001S",
        "500, 0, 1000, checkout.sweeper.most is 0",
        "500, 200, 999, checkout.sweeper.retry-parked is PT0.999S"
    })
    void settingsThatWouldNeverOrAlwaysLookAreRefused(long every, int most, long retryParked, String message) {
        assertThatThrownBy(() -> new SweeperSettings(Duration.ofMillis(every), most, Duration.ofMillis(retryParked)))
                .hasMessageStartingWith(message);
    }

    private static ParkedSagas.Input kept(String type, String payload) {
        return new ParkedSagas.Input(new UUID(0, 9), ID, type, "pay", "DO", 2, null, payload);
    }
}
