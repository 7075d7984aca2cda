package checkout.lab.scenario;

import static checkout.lab.scenario.vocabulary.ExpectationWords.ALL_ENDED;
import static checkout.lab.scenario.vocabulary.ExpectationWords.AUDIT;
import static checkout.lab.scenario.vocabulary.ExpectationWords.NO_DEAD_LETTERS;
import static checkout.lab.scenario.vocabulary.ExpectationWords.RECONCILIATION;

import checkout.lab.scenario.bulk.BulkRetry;
import checkout.lab.scenario.card.EveryToken;
import checkout.lab.scenario.card.ProviderAway;
import checkout.lab.scenario.card.UnclearAnswers;
import checkout.lab.scenario.expectation.FaultHappened;
import java.time.Duration;
import java.util.List;

/** The scenarios about the card provider: its test tokens, answers that do not arrive, and a provider that is away. */
final class CardScenarios {
    private CardScenarios() {}

    /** {@code --times} is the number of checkouts for each token. */
    static Scenario everyToken() {
        EveryToken tokens = new EveryToken();
        return new Scenario(
                "every-token",
                "Ten checkouts are paid with each test token of the provider, and with wallets.",
                0,
                Duration.ZERO,
                10,
                tokens,
                List.of(tokens, AUDIT.make(), RECONCILIATION.make(), NO_DEAD_LETTERS.make()));
    }

    /** {@code --times} is the number of checkouts of each kind. */
    static Scenario unclearAnswers() {
        UnclearAnswers answers = new UnclearAnswers(5);
        return new Scenario(
                "unclear-answers",
                "The provider answers a thousand checkouts too late, a thousand never, and a thousand after payment-service was killed.",
                0,
                Duration.ZERO,
                1_000,
                answers,
                List.of(
                        new FaultHappened("kill -9 of payment-service", 5),
                        answers,
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        RECONCILIATION.make(),
                        NO_DEAD_LETTERS.make()));
    }

    /** {@code --times} is the number of sagas that are stuck. */
    static Scenario bulkRetry() {
        BulkRetry retry = new BulkRetry();
        return new Scenario(
                "bulk-retry",
                "Hundreds of sagas are stuck for one reason, and an operator retries all of them with one command.",
                0,
                Duration.ZERO,
                500,
                retry,
                List.of(
                        FaultHappened.timesPerRound(BulkRetry.EVENT, 1),
                        retry,
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        RECONCILIATION.make(),
                        NO_DEAD_LETTERS.make()));
    }

    static Scenario providerAway() {
        ProviderAway away = new ProviderAway(Duration.ofSeconds(60));
        return new Scenario(
                "provider-away",
                "The provider refuses connections for 60 s, does not answer for 60 s, and takes 20 calls a second for 60 s.",
                30,
                Duration.ZERO,
                0,
                away,
                List.of(
                        new FaultHappened(ProviderAway.EVENT, 3),
                        away,
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        RECONCILIATION.make(),
                        NO_DEAD_LETTERS.make()));
    }
}
