package checkout.lab.bench.load;

import checkout.lab.bench.http.AsciiBytes;
import checkout.lab.bench.http.HttpConnection;
import checkout.lab.bench.http.HttpResponse;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;

/** One checkout all the way, to know that the stack does its work before and after it is measured. */
public final class SmokeCheckout {

    private static final byte[] CHECKOUT_ID = AsciiBytes.bytes("\"checkoutId\":\"");
    private static final long POLL_MICROS = EpochMicros.SECOND / 20;

    private final LoadGenerator.Target target;
    private final Duration patience;

    public SmokeCheckout(LoadGenerator.Target target, Duration patience) {
        this.target = target;
        this.patience = patience;
    }

    /** Returns when it has ended; otherwise says what is wrong. */
    public void check() throws InterruptedException {
        long deadline = EpochMicros.now() + patience.toMillis() * 1000;
        int port = target.port(0);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        String host = "127.0.0.1:" + port;
        try (HttpConnection connection = new HttpConnection(address)) {
            CartMix shopping = new CartMix(CartMix.Items.SPREAD, 1, CartMix.Payment.WALLET);
            CartBodies carts = new CartBodies(shopping);
            HttpResponse answer = connection.exchange(new CheckoutRequestBytes(host, target.storefrontKey())
                    .of(AsciiBytes.bytes("bench-walk"), carts.lines(0), carts.payment(0)));
            UUID checkout = answer.status() == 202 ? answer.id(CHECKOUT_ID) : null;
            if (checkout == null) {
                throw new StackException(
                        "order-service answered a checkout with %d: %s".formatted(answer.status(), answer.body()));
            }
            ByteBuffer question = ByteBuffer.wrap(
                    AsciiBytes.bytes("GET /v1/checkouts/%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(checkout, host, target.storefrontKey())));
            while (connection.exchange(question.rewind()).body().contains("\"PENDING\"")) {
                if (EpochMicros.now() > deadline) {
                    throw new StackException(
                            "Checkout %s has not ended after %d s; ./checkout status and ./checkout logs saga-orchestrator may say why."
                                    .formatted(checkout, patience.toSeconds()));
                }
                EpochMicros.await(EpochMicros.now() + POLL_MICROS);
            }
        } catch (IOException e) {
            throw new StackException(
                    "order-service does not answer (%s); ./checkout status shows what is wrong."
                            .formatted(e.getMessage()),
                    e);
        }
    }
}
