package checkout.payment.callback;

import checkout.payment.card.CardCallWorker;
import checkout.payment.state.Payments;
import checkout.web.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the provider's callbacks. A callback decides nothing: it makes us ask the provider at once, so one that is repeated,
 * late or about an unknown payment does no harm.
 */
@RestController
class CallbackApi {
    static final String PATH = "/v1/provider/callbacks";
    private static final int MAX_BYTES = 16 * 1024;

    private final @Nullable CallbackSignature signature;
    private final Payments payments;
    private final CardCallWorker cardCalls;
    private final MeterRegistry meters;
    private final JsonMapper json;
    private final Clock clock = Clock.systemUTC();

    CallbackApi(
            CallbackSettings settings,
            Payments payments,
            CardCallWorker cardCalls,
            MeterRegistry meters,
            JsonMapper json) {
        this.signature =
                settings.secret() == null ? null : new CallbackSignature(settings.secret(), settings.tolerance());
        this.payments = payments;
        this.cardCalls = cardCalls;
        this.meters = meters;
        this.json = json;
    }

    @PostMapping(PATH)
    ResponseEntity<Void> take(
            @RequestHeader(name = CallbackSignature.HEADER, required = false) @Nullable String header,
            HttpServletRequest request)
            throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (signature == null || body.length > MAX_BYTES || !signature.isValid(header, body, clock.instant())) {
            count("rejected");
            throw new ProblemException(
                    HttpStatus.UNAUTHORIZED, "unauthorized", "Authentication required", "Sign the callback.");
        }
        boolean asked = checkoutId(body).filter(payments::askSoon).isPresent();
        count(asked ? "asked" : "ignored");
        if (asked) {
            cardCalls.wakeUpForRepeats();
        }
        return ResponseEntity.noContent().build();
    }

    private Optional<UUID> checkoutId(byte[] body) {
        try {
            return Optional.of(
                    UUID.fromString(json.readTree(body).path("checkoutId").asString("")));
        } catch (JacksonException | IllegalArgumentException notAboutACheckout) {
            return Optional.empty();
        }
    }

    private void count(String outcome) {
        meters.counter("checkout.payment.callbacks", "outcome", outcome).increment();
    }
}
