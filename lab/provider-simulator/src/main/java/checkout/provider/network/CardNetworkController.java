package checkout.provider.network;

import checkout.provider.InvalidRequest;
import checkout.provider.connection.ConnectionCloser;
import checkout.provider.connection.HangUpException;
import checkout.provider.faults.FaultInjector;
import checkout.provider.ledger.ChargeAmount;
import checkout.provider.ledger.CheckoutAccount;
import checkout.provider.ledger.CurrencyMismatchException;
import checkout.provider.ledger.IdempotentAnswer;
import checkout.provider.ledger.IdempotentRequest;
import checkout.provider.ledger.JournalFailedException;
import checkout.provider.ledger.KeyReusedException;
import checkout.provider.ledger.NothingToCaptureException;
import checkout.provider.ledger.ProviderAnswer;
import checkout.provider.ledger.ProviderLedger;
import checkout.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What a merchant can ask of the network. */
@RestController
class CardNetworkController {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final SimulatedCardNetwork network;
    private final ProviderLedger ledger;
    private final FaultInjector faults;

    CardNetworkController(SimulatedCardNetwork network, ProviderLedger ledger, FaultInjector faults) {
        this.network = network;
        this.ledger = ledger;
        this.faults = faults;
    }

    record Existing(@Nullable UUID checkoutId) {
        UUID checkout() {
            if (checkoutId == null) {
                throw InvalidRequest.because("checkoutId is missing; send a UUID");
            }
            return checkoutId;
        }
    }

    @PostMapping("/v1/authorizations")
    CompletableFuture<ResponseEntity<ProviderAnswer>> authorize(
            @RequestHeader("Idempotency-Key") String key, @RequestBody AuthorizationRequest authorization) {
        ChargeAmount charge = authorization.charge();
        String token = authorization.safeToken();
        IdempotentRequest request = IdempotentRequest.of(wellFormed(key), "authorize", charge, token);
        return faults.around(charge.checkoutId(), () -> network.authorize(request, charge, TestToken.of(token)))
                .thenApply(CardNetworkController::answer);
    }

    @PostMapping("/v1/voids")
    CompletableFuture<ResponseEntity<ProviderAnswer>> voidAll(
            @RequestHeader("Idempotency-Key") String key, @RequestBody Existing wanted) {
        UUID checkoutId = wanted.checkout();
        IdempotentRequest request = IdempotentRequest.of(wellFormed(key), "void", checkoutId);
        return faults.around(checkoutId, () -> ledger.voidAll(request, checkoutId))
                .thenApply(CardNetworkController::answer);
    }

    @PostMapping("/v1/captures")
    CompletableFuture<ResponseEntity<ProviderAnswer>> capture(
            @RequestHeader("Idempotency-Key") String key, @RequestBody Existing wanted) {
        UUID checkoutId = wanted.checkout();
        IdempotentRequest request = IdempotentRequest.of(wellFormed(key), "capture", checkoutId);
        return faults.around(checkoutId, () -> ledger.capture(request, checkoutId))
                .thenApply(CardNetworkController::answer);
    }

    @GetMapping("/v1/authorizations/{checkoutId}")
    CompletableFuture<CheckoutAccount> lookUp(@PathVariable UUID checkoutId) {
        return faults.around(checkoutId, () -> ledger.account(checkoutId))
                .thenApply(found -> found.orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND,
                        "unknown-checkout",
                        "There is no such checkout",
                        "This network never heard of that checkout")));
    }

    @ExceptionHandler({KeyReusedException.class, CurrencyMismatchException.class})
    ResponseEntity<ProblemDetail> unprocessable(RuntimeException refused) {
        String type = refused instanceof KeyReusedException ? "key-reused" : "currency-differs";
        return refuse(HttpStatus.UNPROCESSABLE_CONTENT, type, "Not what was asked before", refused);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> nothingToCapture(NothingToCaptureException refused) {
        return refuse(HttpStatus.CONFLICT, "nothing-to-capture", "Nothing to capture", refused);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> journalBroken(JournalFailedException broken) {
        return refuse(HttpStatus.SERVICE_UNAVAILABLE, "journal-broken", "The journal is broken", broken);
    }

    @ExceptionHandler
    void hangUp(HangUpException dead, HttpServletRequest request) {
        ConnectionCloser.hangUp(request);
    }

    private static ResponseEntity<ProblemDetail> refuse(
            HttpStatus status, String type, String title, RuntimeException why) {
        return new ProblemException(status, type, title, String.valueOf(why.getMessage())).response();
    }

    private static ResponseEntity<ProviderAnswer> answer(IdempotentAnswer reply) {
        ResponseEntity.BodyBuilder ok = ResponseEntity.ok();
        if (reply.replayed()) {
            ok.header("Idempotent-Replayed", "true");
        }
        return ok.body(reply.answer());
    }

    private static String wellFormed(String key) {
        if (!KEY.matcher(key).matches()) {
            throw InvalidRequest.because("Idempotency-Key has 1 to 255 printable ASCII characters and no blanks");
        }
        return key;
    }
}
