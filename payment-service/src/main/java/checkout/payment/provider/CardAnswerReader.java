package checkout.payment.provider;

import checkout.contracts.Money;
import checkout.payment.provider.AccountAnswer.Known;
import checkout.payment.provider.AccountAnswer.NotKnown;
import checkout.payment.provider.CardAnswer.Approved;
import checkout.payment.provider.CardAnswer.ChallengeRequired;
import checkout.payment.provider.CardAnswer.Conflict;
import checkout.payment.provider.CardAnswer.Declined;
import checkout.payment.provider.CardAnswer.Expired;
import checkout.payment.provider.CardAnswer.Gone;
import checkout.payment.provider.CardAnswer.Invalid;
import checkout.payment.provider.CardAnswer.Misconfigured;
import checkout.payment.provider.CardAnswer.Pending;
import checkout.payment.provider.CardAnswer.Unknown;
import checkout.payment.provider.CardCall.Authorize;
import checkout.payment.provider.CardCall.Capture;
import checkout.payment.provider.CardCall.Reauthorize;
import checkout.payment.provider.CardCall.RefundReturn;
import checkout.payment.provider.CardCall.ReleaseHold;
import checkout.payment.provider.CardCall.ResolveChallenge;
import checkout.payment.provider.CardCall.VoidAll;
import checkout.payment.state.PaymentInstrument;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the provider's HTTP responses. A yes must say what was asked for: another checkout, amount or currency is no answer
 * to this call, and what has happened is unknown.
 */
final class CardAnswerReader {
    private static final int MAX_TEXT = 200;
    private static final int MAX_REFERENCE = 255;
    private static final String EXPIRED = "authorization_expired";

    /** The problems with which the provider says that it does not know a call, or a checkout. */
    private static final Set<String> UNKNOWN_THERE =
            Set.of("urn:checkout:problem:unknown-call", "urn:checkout:problem:unknown-checkout");

    /** A longer wait is most likely a mistake, and the saga gives up before. */
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);

    private final JsonMapper json;
    private final ObjectReader accounts;
    private final Clock clock;

    /** @param clock for a Retry-After that is a date; decides on nothing but a wait */
    CardAnswerReader(JsonMapper json, Clock clock) {
        this.json = json;
        // the provider may add what we do not know
        this.accounts =
                json.readerFor(ProviderAccount.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.clock = clock;
    }

    CardAnswer read(CardCall call, HttpResponse<String> response) {
        int status = response.statusCode();
        return switch (status) {
            case 200, 201 -> decided(call, response.body());
            case 202 -> undecided(call, response.body());
            case 402 -> new Declined(error(call, response));
            case 400, 405, 406, 411, 413, 414, 415, 422, 431 -> new Invalid(error(call, response));
            case 401, 403, 407 -> new Misconfigured(error(call, response));
            case 404, 410 -> missing(call, response);
            case 409 -> new Conflict(error(call, response));
            case 429, 503 -> new Unknown("status " + status, retryAfter(response));
            default -> Unknown.because("status " + status);
        };
    }

    /** Reads what became of an earlier attempt of this call; empty if the provider knows of none. */
    Optional<CardAnswer> readAboutEarlier(CardCall call, HttpResponse<String> response) {
        int status = response.statusCode();
        return switch (status) {
            case 404, 410 ->
                isUnknownThere(response) ? Optional.empty() : Optional.of(new Misconfigured(error(call, response)));
            case 200, 201, 202, 401, 403, 407, 429, 503 -> Optional.of(read(call, response));
            // says something about the question, and nothing about the call
            default -> Optional.of(Unknown.because("status %d to a question".formatted(status)));
        };
    }

    private CardAnswer undecided(CardCall call, String text) {
        JsonNode body;
        try {
            body = json.readTree(text);
        } catch (JacksonException e) {
            return new Pending("status 202");
        }
        boolean challenge = body.path("status").asString("").equals("CHALLENGE_REQUIRED")
                && body.path("checkoutId").asString("").equals(call.checkoutId().toString());
        return challenge ? new ChallengeRequired("the customer has to confirm") : new Pending("status 202");
    }

    /** An authorization creates what it asks for: if it is not found, the address is wrong. */
    private CardAnswer missing(CardCall call, HttpResponse<String> response) {
        String error = error(call, response);
        if (!isUnknownThere(response)) {
            return new Misconfigured(error);
        }
        return switch (call) {
            case Authorize authorize -> new Misconfigured(error);
            case Reauthorize again -> new Gone(error);
            case ResolveChallenge challenge -> new Gone(error);
            case Capture capture -> new Gone(error);
            case VoidAll voidAll -> new Gone(error);
            case ReleaseHold release -> new Gone(error);
            case RefundReturn refund -> new Gone(error);
        };
    }

    /** Whether the provider says so itself. Whatever stands before it answers 404 too while it has no route to it. */
    private boolean isUnknownThere(HttpResponse<String> response) {
        try {
            return UNKNOWN_THERE.contains(
                    json.readTree(response.body()).path("type").asString(""));
        } catch (JacksonException notJson) {
            return false;
        }
    }

    private CardAnswer decided(CardCall call, String text) {
        JsonNode body;
        try {
            body = json.readTree(text);
        } catch (JacksonException e) {
            return Unknown.because("the answer is not valid JSON");
        }
        String status = body.path("status").asString("");
        if (!body.path("checkoutId").asString("").equals(call.checkoutId().toString())) {
            return Unknown.because("the answer does not name the checkout that was asked for");
        }
        if (status.equals("DECLINED")) {
            String reason = safe(call, body.path("reason").asString("declined"));
            return reason.equals(EXPIRED) ? new Expired(reason) : new Declined(reason);
        }
        if (status.equals("PENDING")) {
            return new Pending("status PENDING");
        }
        if (!status.equals(statusWhenDone(call))) {
            return Unknown.because("the answer has the unknown status '%s'".formatted(safe(call, status)));
        }
        if (!isAboutTheAmountOf(call, body)) {
            return otherAmount(call, body);
        }
        String reference = body.path("reference").asString("");
        return reference.isBlank()
                ? Unknown.because("the answer has no reference")
                : new Approved(StorableText.of(reference, MAX_REFERENCE));
    }

    /** A capture has taken what was left. If that is not what was authorized, another call took or gave back the rest. */
    private static CardAnswer otherAmount(CardCall call, JsonNode body) {
        return call instanceof Capture capture
                        && isAmount(0, body, capture.atMost().currency())
                ? new Conflict("the provider has captured %d"
                        .formatted(body.path("amount").longValue()))
                : Unknown.because("the answer names another amount or currency than was asked for");
    }

    /** Reads the provider's account of the call's checkout. */
    AccountAnswer readAccount(CardCall call, HttpResponse<String> response) {
        int status = response.statusCode();
        return switch (status) {
            case 200 -> account(call, response.body());
            case 404, 410 ->
                new NotKnown(
                        isUnknownThere(response)
                                ? new Gone("the provider has no account of the checkout")
                                : new Misconfigured(error(call, response)));
            case 401, 403, 407, 429, 503 -> new NotKnown(read(call, response));
            default -> new NotKnown(Unknown.because("status %d to a question".formatted(status)));
        };
    }

    private AccountAnswer account(CardCall call, String body) {
        try {
            ProviderAccount account = accounts.readValue(body);
            return account.checkoutId().equals(call.checkoutId())
                    ? new Known(account)
                    : new NotKnown(Unknown.because("the account is that of another checkout"));
        } catch (JacksonException e) {
            return new NotKnown(Unknown.because("the account cannot be read"));
        }
    }

    private static String statusWhenDone(CardCall call) {
        return switch (call) {
            case Authorize authorize -> "AUTHORIZED";
            case Reauthorize again -> "AUTHORIZED";
            case ResolveChallenge challenge -> "AUTHORIZED";
            case Capture capture -> "CAPTURED";
            case VoidAll voidAll -> "VOIDED";
            case ReleaseHold release -> "VOIDED";
            case RefundReturn refund -> "REFUNDED";
        };
    }

    private static boolean isAboutTheAmountOf(CardCall call, JsonNode body) {
        return switch (call) {
            case Authorize authorize -> isExactly(authorize.card(), body);
            case ResolveChallenge challenge -> isExactly(challenge.card(), body);
            case Reauthorize again -> isBetween(again.atLeast(), again.amount(), body);
            case Capture capture -> isBetween(capture.atLeast(), capture.atMost(), body);
            case RefundReturn refund -> isBetween(refund.amount().minorUnits(), refund.amount(), body);
            // gives back whatever there is, which may be nothing
            case VoidAll voidAll -> true;
            case ReleaseHold release -> true;
        };
    }

    private static boolean isExactly(PaymentInstrument.Card card, JsonNode body) {
        return isBetween(card.amount(), new Money(card.amount(), card.currency()), body);
    }

    private static boolean isBetween(long least, Money most, JsonNode body) {
        return isAmount(least, body, most.currency()) && body.path("amount").longValue() <= most.minorUnits();
    }

    private static boolean isAmount(long least, JsonNode body, String currency) {
        JsonNode amount = body.path("amount");
        return amount.isIntegralNumber()
                && amount.canConvertToLong()
                && amount.longValue() >= least
                && body.path("currency").asString("").equals(currency);
    }

    /** The status and the title of an RFC 9457 problem, or a part of whatever the body is. */
    private String error(CardCall call, HttpResponse<String> response) {
        String title = "";
        try {
            title = json.readTree(response.body()).path("title").asString("");
        } catch (JacksonException notJson) {
            title = "";
        }
        return "status %d %s"
                .formatted(response.statusCode(), safe(call, title))
                .strip();
    }

    /** A text of the provider that can be stored and logged: not long, and without the token if it was repeated. */
    private static String safe(CardCall call, String text) {
        String token = call.token();
        String withheld = token == null || token.isEmpty() ? text : text.replace(token, "(token withheld)");
        return StorableText.of(withheld, MAX_TEXT);
    }

    private Duration retryAfter(HttpResponse<String> response) {
        String value = response.headers().firstValue("Retry-After").orElse("").strip();
        Duration wait = Duration.ZERO;
        if (value.matches("\\d{1,9}")) {
            wait = Duration.ofSeconds(Long.parseLong(value));
        } else if (!value.isEmpty()) {
            try {
                Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                wait = Duration.between(clock.instant(), until);
            } catch (DateTimeParseException neither) {
                wait = Duration.ZERO;
            }
        }
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
    }
}
