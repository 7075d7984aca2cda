package checkout.provider.network;

import checkout.provider.InvalidProviderRequest;
import checkout.provider.call.ChargeAmount;
import checkout.provider.call.CurrencyMismatchException;
import checkout.provider.call.IdempotencyKeyReusedException;
import checkout.provider.call.IdempotentRequest;
import checkout.provider.call.NothingToCaptureException;
import checkout.provider.call.ProviderAnswer;
import checkout.provider.call.ProviderCallResult;
import checkout.provider.connection.ConnectionCloser;
import checkout.provider.connection.HangUpException;
import checkout.provider.faults.FaultInjector;
import checkout.provider.journal.JournalFailedException;
import checkout.provider.ledger.CheckoutAccount;
import checkout.provider.ledger.ProviderLedger;
import checkout.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
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

/** The calls of a merchant: authorize, capture, void, refund, and ask what became of a call. */
@RestController
class CardNetworkController {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final SimulatedCardNetwork network;
    private final ProviderLedger ledger;
    private final CallLookup lookup;
    private final CallsInProgress inProgress;
    private final FaultInjector faults;

    CardNetworkController(
            SimulatedCardNetwork network,
            ProviderLedger ledger,
            CallLookup lookup,
            CallsInProgress inProgress,
            FaultInjector faults) {
        this.network = network;
        this.ledger = ledger;
        this.lookup = lookup;
        this.inProgress = inProgress;
        this.faults = faults;
    }

    record CheckoutRequest(@Nullable UUID checkoutId) {
        UUID checkout() {
            return ValidAmount.checkout(checkoutId);
        }
    }

    @PostMapping("/v1/authorizations")
    CompletableFuture<ResponseEntity<ProviderAnswer>> authorize(
            @RequestHeader("Idempotency-Key") String key, @RequestBody AuthorizationRequest body) {
        ChargeAmount charge = body.charge();
        String expired = body.expiredReference();
        if (expired != null) {
            IdempotentRequest again = IdempotentRequest.of(validKey(key), "reauthorize", charge, expired);
            return make(again, charge.checkoutId(), () -> network.reauthorize(again, charge, expired));
        }
        String token = body.safeToken();
        IdempotentRequest request = IdempotentRequest.of(validKey(key), "authorize", charge, token);
        return make(request, charge.checkoutId(), () -> network.authorize(request, charge, TestToken.of(token)));
    }

    @PostMapping("/v1/voids")
    CompletableFuture<ResponseEntity<ProviderAnswer>> voidAll(
            @RequestHeader("Idempotency-Key") String key, @RequestBody CheckoutRequest body) {
        UUID checkoutId = body.checkout();
        IdempotentRequest request = IdempotentRequest.of(validKey(key), "void", checkoutId);
        return make(request, checkoutId, () -> ledger.voidAll(request, checkoutId));
    }

    @PostMapping("/v1/captures")
    CompletableFuture<ResponseEntity<ProviderAnswer>> capture(
            @RequestHeader("Idempotency-Key") String key, @RequestBody CheckoutRequest body) {
        UUID checkoutId = body.checkout();
        IdempotentRequest request = IdempotentRequest.of(validKey(key), "capture", checkoutId);
        return make(request, checkoutId, () -> network.capture(request, checkoutId));
    }

    /** Reverses part of an authorization, or pays part of a captured charge back. A refusal is status 200, DECLINED. */
    @PostMapping("/v1/refunds")
    CompletableFuture<ResponseEntity<ProviderAnswer>> refund(
            @RequestHeader("Idempotency-Key") String key, @RequestBody RefundRequest body) {
        ChargeAmount refund = body.refund();
        IdempotentRequest request = IdempotentRequest.of(validKey(key), "refund", refund);
        return make(request, refund.checkoutId(), () -> network.refund(request, refund));
    }

    private CompletableFuture<ResponseEntity<ProviderAnswer>> make(
            IdempotentRequest request, UUID checkoutId, Supplier<CompletableFuture<ProviderCallResult>> call) {
        return inProgress
                .track(request.key(), () -> faults.around(checkoutId, call))
                .thenApply(CardNetworkController::answer);
    }

    /** The account of a checkout, or what became of the authorization with a key, which has a colon unlike a checkout's id. */
    @GetMapping("/v1/authorizations/{checkoutOrKey}")
    CompletableFuture<ResponseEntity<Object>> lookUp(@PathVariable String checkoutOrKey) {
        return checkoutOrKey.contains(":")
                ? lookUpCall(checkoutOrKey).thenApply(found -> ResponseEntity.status(found.getStatusCode())
                        .headers(found.getHeaders())
                        .body(found.getBody()))
                : account(checkoutId(checkoutOrKey)).thenApply(ResponseEntity::ok);
    }

    private static UUID checkoutId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "bad-request",
                    "The request is not valid",
                    "Send the UUID of a checkout, or the Idempotency-Key of an authorization");
        }
    }

    private CompletableFuture<CheckoutAccount> account(UUID checkoutId) {
        return faults.around(checkoutId, () -> ledger.account(checkoutId))
                .thenApply(found -> found.orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND,
                        "unknown-checkout",
                        "The checkout is unknown",
                        "This network has had no call for that checkout")));
    }

    /** What became of the capture, void or refund with this idempotency key. */
    @GetMapping({"/v1/captures/{key}", "/v1/voids/{key}", "/v1/refunds/{key}"})
    CompletableFuture<ResponseEntity<ProviderAnswer>> lookUpCall(@PathVariable String key) {
        UUID coin = UUID.nameUUIDFromBytes(validKey(key).getBytes(StandardCharsets.US_ASCII));
        return faults.around(coin, () -> lookup.find(key)).thenApply(CardNetworkController::answer);
    }

    @ExceptionHandler({IdempotencyKeyReusedException.class, CurrencyMismatchException.class})
    ResponseEntity<ProblemDetail> unprocessable(RuntimeException exception) {
        String type = exception instanceof IdempotencyKeyReusedException ? "key-reused" : "currency-differs";
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, type, "The request contradicts an earlier one", exception);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> nothingToCapture(NothingToCaptureException exception) {
        return problem(HttpStatus.CONFLICT, "nothing-to-capture", "Nothing to capture", exception);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> pending(PendingCallException exception) {
        return ResponseEntity.accepted().body(exception.body());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> journalFailed(JournalFailedException exception) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "journal-broken", "The journal cannot be written", exception);
    }

    @ExceptionHandler
    void hangUp(HangUpException exception, HttpServletRequest request) {
        ConnectionCloser.hangUp(request);
    }

    private static ResponseEntity<ProblemDetail> problem(
            HttpStatus status, String type, String title, RuntimeException exception) {
        return new ProblemException(status, type, title, String.valueOf(exception.getMessage())).response();
    }

    private static ResponseEntity<ProviderAnswer> answer(ProviderCallResult answer) {
        ResponseEntity.BodyBuilder ok = ResponseEntity.ok();
        if (answer.replayed()) {
            ok.header("Idempotent-Replayed", "true");
        }
        return ok.body(answer.answer());
    }

    private static String validKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw InvalidProviderRequest.because(
                    "Idempotency-Key must have 1 to 255 printable ASCII characters and no blanks");
        }
        return key;
    }
}
