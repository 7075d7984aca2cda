package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.CommandSender.ReceivedReply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** If this fails, a payment that the customer has to confirm is charged without a word, twice, or waits for ever. */
class ChallengeStoriesTest extends PaymentServiceTestBase {

    @AfterEach
    void restartCalls() {
        if (!cardCalls.isRunning()) {
            cardCalls.start();
        }
    }

    @Test
    void authorizesOnceTheCustomerHasConfirmed() {
        orchestrator.authorizeCard(checkout, "tok_3ds");
        orchestrator.awaitStatus(checkout, "PENDING_CUSTOMER");
        assertThat(orchestrator.replies(checkout)).isEmpty();
        assertThat(tokensKept()).isZero();

        ReceivedReply reply = orchestrator.awaitReply(checkout);
        assertThat(reply.type()).isEqualTo("payments.PaymentAuthorized.v1");
        assertCharged(1, 1998);
        orchestrator.capture(checkout);
        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo("payments.PaymentCaptured.v1");
    }

    @Test
    void declinesIfTheCustomerRefuses() {
        orchestrator.authorizeCard(checkout, "tok_3ds_declined");

        assertDeclined(orchestrator.awaitReply(checkout), "challenge_failed");
        assertCharged(0, 0);
    }

    @Test
    void declinesAndCancelsIfTheCustomerNeverAnswers() {
        orchestrator.authorizeCard(checkout, "tok_3ds_abandoned");

        assertDeclined(orchestrator.awaitReply(checkout), "challenge_expired");
        assertThat(provider.account(checkout).path("status").asString()).isEqualTo("VOIDED");
        assertCharged(0, 0);
    }

    @Test
    void aRepeatedCommandWaitsAndGetsTheReply() {
        orchestrator.authorizeCard(checkout, "tok_3ds");
        orchestrator.awaitStatus(checkout, "PENDING_CUSTOMER");
        orchestrator.authorizeCardAgain(checkout, "tok_3ds", 2);

        assertThat(orchestrator.awaitReply(checkout).attempt()).isEqualTo(2);
        assertCharged(1, 1998);
    }

    @Test
    void aVoidWinsOverTheCustomerWhoConfirmsLater() {
        orchestrator.authorizeCard(checkout, "tok_3ds");
        orchestrator.awaitStatus(checkout, "PENDING_CUSTOMER");
        orchestrator.voidPayment(checkout);
        assertThat(orchestrator.awaitReply(checkout).type()).isEqualTo("payments.PaymentVoided.v1");

        String key = checkout + ":authorizations";
        CommandSender.eventually()
                .until(() -> provider.call("authorizations", key).has("reason"));
        assertThat(provider.call("authorizations", key).path("reason").asString())
                .isEqualTo("voided");
        assertCharged(0, 0);
        orchestrator.authorizeCardAgain(checkout, "tok_3ds", 2);
        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo("checkout.AlreadyUndone.v1");
    }

    @Test
    void aSignedCallbackIsFollowedByAQuestionAndAForgedOneIsNot() {
        decidedButNotAsked();
        long now = Instant.now().getEpochSecond();

        assertThat(callback(null).statusCode()).isEqualTo(401);
        assertThat(callback("t=%d,v1=%s".formatted(now, "0".repeat(64))).statusCode())
                .isEqualTo(401);
        assertThat(callback(signature(now, "another-secret-than-ours")).statusCode())
                .isEqualTo(401);
        assertThat(callback(signature(now - 600, CALLBACK_SECRET)).statusCode()).isEqualTo(401);
        HttpResponse<String> forged = callback(signature(now, CALLBACK_SECRET).replace("t=" + now, "t=" + (now + 1)));
        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(forged.body()).doesNotContain(checkout.toString(), "expired", "tolerance");
        assertThat(nextQuestionIsFarAway()).isTrue();

        String signature = signature(now, CALLBACK_SECRET);
        assertThat(callback(signature).statusCode()).isEqualTo(204);
        assertThat(orchestrator.awaitReply(checkout).type()).isEqualTo("payments.PaymentAuthorized.v1");
        assertThat(callback(signature).statusCode()).isEqualTo(204);
        assertThat(orchestrator.replies(checkout)).hasSize(1);
        assertCharged(1, 1998);
    }

    @Test
    void aCallbackAboutNothingWeKnowIsTakenAndForgotten() {
        long now = Instant.now().getEpochSecond();
        assertThat(callback(signature(now, CALLBACK_SECRET)).statusCode()).isEqualTo(204);
        assertThat(orchestrator.status(checkout)).isEqualTo("none");
    }

    /** The customer has confirmed, and the next question would be asked in an hour. */
    private void decidedButNotAsked() {
        orchestrator.authorizeCard(checkout, "tok_3ds");
        orchestrator.awaitStatus(checkout, "PENDING_CUSTOMER");
        cardCalls.stop();
        jdbc.update(
                "update payment set next_call_at = now() + interval '1 hour' where checkout_id = ? and status = 'PENDING_CUSTOMER'",
                checkout);
        assertThat(nextQuestionIsFarAway()).isTrue();
        CommandSender.eventually()
                .until(() -> provider.account(checkout).path("charges").asInt() == 1);
        cardCalls.start();
    }

    private boolean nextQuestionIsFarAway() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select next_call_at > now() + interval '10 minutes' from payment where checkout_id = ?",
                Boolean.class,
                checkout));
    }

    private String body() {
        return "{\"checkoutId\":\"%s\",\"status\":\"AUTHORIZED\"}".formatted(checkout);
    }

    private String signature(long time, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signed = mac.doFinal((time + "." + body()).getBytes(StandardCharsets.UTF_8));
            return "t=%d,v1=%s".formatted(time, HexFormat.of().formatHex(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> callback(@Nullable String signature) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/provider/callbacks"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body()));
        if (signature != null) {
            request.header("Provider-Signature", signature);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertDeclined(ReceivedReply reply, String detail) {
        assertThat(reply.type()).isEqualTo("payments.PaymentDeclined.v1");
        assertThat(reply.text("detail")).isEqualTo(detail);
    }

    private int tokensKept() {
        Integer kept = jdbc.queryForObject(
                "select count(*) from payment where checkout_id = ? and token is not null", Integer.class, checkout);
        return kept == null ? 0 : kept;
    }

    private void assertCharged(int charges, long net) {
        JsonNode account = provider.account(checkout);
        assertThat(account.path("charges").asInt()).isEqualTo(charges);
        assertThat(account.path("charged").asLong() - account.path("refunded").asLong())
                .isEqualTo(net);
    }
}
