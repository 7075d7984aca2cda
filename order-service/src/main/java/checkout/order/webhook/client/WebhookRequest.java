package checkout.order.webhook.client;

/**
 * A webhook to be sent.
 *
 * @param webhookId the same in all attempts
 * @param attempt from 1; every further one may be a duplicate for the receiver
 * @param epochSeconds the time of the attempt, which is part of what is signed
 */
public record WebhookRequest(
        String url, String webhookId, int attempt, long epochSeconds, String signature, String body) {
    @Override
    public String toString() {
        return "WebhookRequest[%s, attempt %d, to %s]".formatted(webhookId, attempt, url);
    }
}
