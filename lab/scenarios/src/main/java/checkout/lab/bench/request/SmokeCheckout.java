package checkout.lab.bench.request;

import checkout.lab.http.AsciiBytes;
import checkout.lab.http.HttpConnection;
import checkout.lab.http.HttpResponse;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;

/** Runs one checkout to its end, to make sure that the stack works before and after it is measured. */
public final class SmokeCheckout {

    private final OrderServiceTarget target;
    private final Polling polling;

    public SmokeCheckout(OrderServiceTarget target, Duration timeout) {
        this.target = target;
        this.polling = new Polling(timeout, Duration.ofMillis(50));
    }

    /** Returns when the checkout has ended; fails with what is wrong if it does not. */
    public void run() throws InterruptedException {
        int port = target.port(0);
        String host = "127.0.0.1:" + port;
        try (HttpConnection connection = HttpConnection.local(port)) {
            CartBodies carts = new CartBodies(new CartMix(CartMix.Items.SPREAD, 1, CartMix.Payment.WALLET));
            HttpResponse response = connection.exchange(new CheckoutRequestBytes(host, target.storefrontKey())
                    .of(AsciiBytes.bytes("bench-smoke"), carts.lines(0), carts.payment(0)));
            UUID checkout = response.acceptedCheckout();
            if (checkout == null) {
                throw new StackException(
                        "order-service answered a checkout with %d: %s".formatted(response.status(), response.body()));
            }
            ByteBuffer status = ByteBuffer.wrap(
                    AsciiBytes.bytes("GET /v1/checkouts/%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(checkout, host, target.storefrontKey())));
            boolean pending = polling.until(
                    still -> !still,
                    () -> connection.exchange(status.rewind()).body().contains("\"PENDING\""));
            if (pending) {
                throw new StackException(
                        "Checkout %s has not ended after %d s; ./checkout status and ./checkout logs saga-orchestrator may say why."
                                .formatted(checkout, polling.timeout().toSeconds()));
            }
        } catch (IOException e) {
            throw new StackException(
                    "order-service does not respond (%s); ./checkout status shows what is wrong."
                            .formatted(e.getMessage()),
                    e);
        }
    }
}
