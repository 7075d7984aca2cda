package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.backing.webhook.WebhookReceiver;
import checkout.backing.webhook.WebhookReceiver.Answer;
import checkout.backing.webhook.WebhookReceiver.Hang;
import checkout.backing.webhook.WebhookReceiver.HangUp;
import checkout.backing.webhook.WebhookReceiver.Received;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Fails if a receiver that answers 500, times out, hangs up and is killed in turn misses an end or hears it in the wrong order. */
class WebhookFaultsTest extends RunningWebhooks {
    private static final Answer OK = new Answer(200, Map.of());

    @Test
    void everyEndArrivesInOrderWhateverTheReceiverDoes() {
        WebhookReceiver receiver = receiver();
        Endpoint endpoint = endpoint(receiver);
        Set<UUID> ends = new HashSet<>();
        Runnable untilItRecovers = () -> {
            receiver.behave(OK);
            awaitDelivered(endpoint, ends.size());
        };

        receiver.behave(new Answer(500, Map.of()));
        ends.addAll(endsDuring(receiver));
        untilItRecovers.run();

        receiver.behave(new Hang());
        ends.addAll(endsDuring(receiver));
        untilItRecovers.run();

        receiver.behave(new HangUp());
        ends.addAll(endsDuring(receiver));
        untilItRecovers.run();

        receiver.kill();
        ends.addAll(endsWhileKilled(endpoint));
        receiver.restart();
        untilItRecovers.run();

        List<Received> received = receiver.received();
        assertThat(received).allMatch(each -> each.isSignedWith(endpoint.secret()));
        assertThat(receiver.taken().stream().map(this::subject).collect(Collectors.toSet()))
                .isEqualTo(ends);
        assertThat(received.stream().map(Received::id).distinct()).hasSameSizeAs(ends);
        assertDuplicatesAreMarked(received);
        assertOrder(received);
    }

    /** Places checkouts of which some are returned, and waits until the receiver has failed to take something. */
    private Set<UUID> endsDuring(WebhookReceiver receiver) {
        int before = receiver.received().size();
        Set<UUID> ends = ends();
        await().until(() -> receiver.received().size() > before + 3);
        return ends;
    }

    private Set<UUID> endsWhileKilled(Endpoint endpoint) {
        Set<UUID> ends = ends();
        await().until(() -> shown(endpoint).at("/failure/attempts").asInt() > 2);
        return ends;
    }

    private Set<UUID> ends() {
        List<UUID> ends = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            UUID checkout = confirmed();
            UUID returned = returned(checkout, "TEA-001", 1);
            complete(checkout, returned);
            UUID rejected = placed();
            reject(rejected, "PAYMENT_DECLINED");
            ends.addAll(List.of(checkout, returned, rejected));
        }
        await().untilAsserted(() -> assertThat(jdbc.queryForList(
                        "select distinct subject_id from webhook_delivery where subject_id = any (?)",
                        UUID.class,
                        (Object) ends.toArray(UUID[]::new)))
                .hasSameSizeAs(ends));
        return Set.copyOf(ends);
    }

    /** The attempts of a webhook arrive in their order, so that all but the first are recognized as possible duplicates. */
    private static void assertDuplicatesAreMarked(List<Received> received) {
        received.stream().collect(Collectors.groupingBy(Received::id)).values().forEach(attempts -> {
            assertThat(attempts.stream().map(Received::attempt)).isSorted().doesNotHaveDuplicates();
            assertThat(attempts.stream().map(Received::body).distinct()).hasSize(1);
        });
        assertThat(received).anyMatch(each -> each.attempt() > 1);
    }

    /** Nothing about a return is sent before its checkout's end was taken. */
    private void assertOrder(List<Received> received) {
        Set<UUID> told = new HashSet<>();
        for (Received each : received) {
            if (!subject(each).equals(checkout(each))) {
                assertThat(told).as("the checkout of %s", each.body()).contains(checkout(each));
            }
            if (each.taken()) {
                told.add(subject(each));
            }
        }
    }
}
