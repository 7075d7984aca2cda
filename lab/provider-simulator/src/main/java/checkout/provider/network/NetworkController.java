package checkout.provider.network;

import checkout.provider.Invalid;
import checkout.provider.faults.FaultSwitch;
import checkout.provider.ledger.Account;
import checkout.provider.ledger.Answer;
import checkout.provider.ledger.Charge;
import checkout.provider.ledger.CurrencyDiffers;
import checkout.provider.ledger.JournalBroken;
import checkout.provider.ledger.KeyReused;
import checkout.provider.ledger.Ledger;
import checkout.provider.ledger.NothingToCapture;
import checkout.provider.ledger.Reply;
import checkout.provider.ledger.Request;
import checkout.provider.line.DeadLine;
import checkout.provider.line.HangUp;
import checkout.web.Problem;
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
class NetworkController {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final CardNetwork network;
    private final Ledger ledger;
    private final FaultSwitch faults;

    NetworkController(CardNetwork network, Ledger ledger, FaultSwitch faults) {
        this.network = network;
        this.ledger = ledger;
        this.faults = faults;
    }

    record Existing(@Nullable UUID checkoutId) {
        UUID checkout() {
            if (checkoutId == null) {
                throw Invalid.because("checkoutId is missing; send a UUID");
            }
            return checkoutId;
        }
    }

    @PostMapping("/v1/authorizations")
    CompletableFuture<ResponseEntity<Answer>> authorize(
            @RequestHeader("Idempotency-Key") String key, @RequestBody Authorization authorization) {
        Charge charge = authorization.charge();
        String token = authorization.safeToken();
        Request request = Request.of(wellFormed(key), "authorize", charge, token);
        return faults.around(charge.checkoutId(), () -> network.authorize(request, charge, TestToken.of(token)))
                .thenApply(NetworkController::answer);
    }

    @PostMapping("/v1/voids")
    CompletableFuture<ResponseEntity<Answer>> voidAll(
            @RequestHeader("Idempotency-Key") String key, @RequestBody Existing wanted) {
        UUID checkoutId = wanted.checkout();
        Request request = Request.of(wellFormed(key), "void", checkoutId);
        return faults.around(checkoutId, () -> ledger.voidAll(request, checkoutId))
                .thenApply(NetworkController::answer);
    }

    @PostMapping("/v1/captures")
    CompletableFuture<ResponseEntity<Answer>> capture(
            @RequestHeader("Idempotency-Key") String key, @RequestBody Existing wanted) {
        UUID checkoutId = wanted.checkout();
        Request request = Request.of(wellFormed(key), "capture", checkoutId);
        return faults.around(checkoutId, () -> ledger.capture(request, checkoutId))
                .thenApply(NetworkController::answer);
    }

    @GetMapping("/v1/authorizations/{checkoutId}")
    CompletableFuture<Account> lookUp(@PathVariable UUID checkoutId) {
        return faults.around(checkoutId, () -> ledger.account(checkoutId))
                .thenApply(found -> found.orElseThrow(() -> new Problem(
                        HttpStatus.NOT_FOUND,
                        "unknown-checkout",
                        "There is no such checkout",
                        "This network never heard of that checkout")));
    }

    @ExceptionHandler({KeyReused.class, CurrencyDiffers.class})
    ResponseEntity<ProblemDetail> unprocessable(RuntimeException refused) {
        String type = refused instanceof KeyReused ? "key-reused" : "currency-differs";
        return refuse(HttpStatus.UNPROCESSABLE_CONTENT, type, "Not what was asked before", refused);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> nothingToCapture(NothingToCapture refused) {
        return refuse(HttpStatus.CONFLICT, "nothing-to-capture", "Nothing to capture", refused);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> journalBroken(JournalBroken broken) {
        return refuse(HttpStatus.SERVICE_UNAVAILABLE, "journal-broken", "The journal is broken", broken);
    }

    @ExceptionHandler
    void hangUp(HangUp dead, HttpServletRequest request) {
        DeadLine.hangUp(request);
    }

    private static ResponseEntity<ProblemDetail> refuse(
            HttpStatus status, String type, String title, RuntimeException why) {
        return new Problem(status, type, title, String.valueOf(why.getMessage())).response();
    }

    private static ResponseEntity<Answer> answer(Reply reply) {
        ResponseEntity.BodyBuilder ok = ResponseEntity.ok();
        if (reply.replayed()) {
            ok.header("Idempotent-Replayed", "true");
        }
        return ok.body(reply.answer());
    }

    private static String wellFormed(String key) {
        if (!KEY.matcher(key).matches()) {
            throw Invalid.because("Idempotency-Key has 1 to 255 printable ASCII characters and no blanks");
        }
        return key;
    }
}
