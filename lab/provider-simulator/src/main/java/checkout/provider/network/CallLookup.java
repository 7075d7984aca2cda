package checkout.provider.network;

import checkout.provider.call.ProviderCallResult;
import checkout.provider.ledger.ProviderLedger;
import checkout.web.ProblemException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Says what became of a call, by its idempotency key. Asking has no effect. */
@Component
class CallLookup {
    private final ProviderLedger ledger;
    private final SimulatedCardNetwork network;
    private final Challenges challenges;
    private final CallsInProgress inProgress;

    CallLookup(ProviderLedger ledger, SimulatedCardNetwork network, Challenges challenges, CallsInProgress inProgress) {
        this.ledger = ledger;
        this.network = network;
        this.challenges = challenges;
        this.inProgress = inProgress;
    }

    /** The answer to the call; a call that is not decided is pending, and one that never came is not found. */
    CompletableFuture<ProviderCallResult> find(String key) {
        // a call ends after its answer is recorded, so what is not in progress now has its answer or never came
        boolean unfinished = inProgress.contains(key);
        Optional<Challenges.Challenge> challenge = challenges.open(key);
        Optional<CompletableFuture<ProviderCallResult>> answer = ledger.answerTo(key);
        if (answer.isPresent()) {
            return answer.get();
        }
        if (challenge.isPresent()) {
            throw PendingCallException.challenge(challenge.get());
        }
        if (unfinished) {
            throw PendingCallException.inProgress();
        }
        return network.askBank(key)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND,
                        "unknown-call",
                        "The call is unknown",
                        "This network has had no call with that Idempotency-Key"));
    }
}
