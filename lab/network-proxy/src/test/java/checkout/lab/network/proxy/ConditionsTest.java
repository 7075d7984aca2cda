package checkout.lab.network.proxy;

import static checkout.lab.network.proxy.ProxiedServer.receive;
import static checkout.lab.network.proxy.ProxiedServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.network.fault.Direction;
import checkout.lab.network.fault.FaultEffect;
import checkout.lab.network.fault.NetworkFault.Bandwidth;
import checkout.lab.network.fault.NetworkFault.BlackHole;
import checkout.lab.network.fault.NetworkFault.Latency;
import checkout.lab.network.proxy.ProxiedServer.Connection;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Red means: a link that is slow or silent loses or reorders bytes, or is neither slow nor silent. */
class ConditionsTest {

    private static final Duration VERY_LONG = Duration.ofMinutes(10);

    private ProxiedServer link;
    private Connection connection;

    @BeforeEach
    void open() throws IOException {
        link = new ProxiedServer();
        connection = link.connection();
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        link.close();
    }

    private void awaitBytes(long fault, long bytes) {
        await().untilAsserted(() -> assertThat(link.effect(fault).bytes()).isEqualTo(bytes));
    }

    @ParameterizedTest
    @EnumSource
    void latencyDelaysOneDirection(Direction direction) throws IOException {
        long fault = link.inject(new Latency(Set.of(direction), Duration.ofMillis(150), Duration.ZERO));
        long began = System.nanoTime();
        send(connection.sender(direction), "slow");
        assertThat(receive(connection.receiver(direction), 4)).isEqualTo("slow");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(150));

        send(connection.receiver(direction), "other way");
        assertThat(receive(connection.sender(direction), 9)).isEqualTo("other way");
        assertThat(link.end(fault)).isEqualTo(new FaultEffect(1, 4));
    }

    @Test
    void latencyDoesNotLimitWhatIsOnTheWay() throws IOException {
        link.inject(new Latency(Direction.BOTH, Duration.ofMillis(400), Duration.ZERO));
        long began = System.nanoTime();
        for (int n = 0; n < 20; n++) {
            send(connection.client(), "x");
            connection.client().getOutputStream().flush();
        }
        assertThat(receive(connection.server(), 20)).hasSize(20);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void jitterKeepsTheOrder() throws Exception {
        link.inject(new Latency(Direction.BOTH, Duration.ZERO, Duration.ofMillis(20)));
        StringBuilder sent = new StringBuilder();
        for (int n = 0; n < 100; n++) {
            String next = n + " ";
            sent.append(next);
            long delivered = link.status().bytesToServer();
            send(connection.client(), next);
            if (n % 10 == 0) {
                // so that not everything travels as one packet
                await().until(() -> link.status().bytesToServer() > delivered);
            }
        }
        assertThat(receive(connection.server(), sent.length())).isEqualTo(sent.toString());
    }

    @Test
    void whatIsHeldBackArrivesAtOnceWhenTheFaultEnds() throws IOException {
        long fault = link.inject(new Latency(Direction.BOTH, VERY_LONG, VERY_LONG));
        send(connection.client(), "at last");
        awaitBytes(fault, 7);
        assertThat(link.status().bytesToServer()).isZero();
        link.end(fault);
        assertThat(receive(connection.server(), 7)).isEqualTo("at last");
    }

    @ParameterizedTest
    @EnumSource
    void aBlackHoleHoldsOneDirectionAndLosesNothing(Direction direction) throws IOException {
        long fault = link.inject(new BlackHole(Set.of(direction)));
        send(connection.sender(direction), "nobody hears");
        awaitBytes(fault, 12);
        send(connection.receiver(direction), "the other way works");
        assertThat(receive(connection.sender(direction), 19)).isEqualTo("the other way works");
        assertThat(connection.receiver(direction).getInputStream().available()).isZero();

        assertThat(link.end(fault)).isEqualTo(new FaultEffect(1, 12));
        assertThat(receive(connection.receiver(direction), 12)).isEqualTo("nobody hears");
    }

    @Test
    void theEndOfASideIsHeldBackToo() throws IOException {
        long fault = link.inject(new BlackHole(Direction.BOTH));
        connection.client().close();
        await().untilAsserted(() -> assertThat(link.effect(fault).connections()).isEqualTo(1));
        assertThat(link.status().openConnections()).isEqualTo(1);
        link.end(fault);
        assertThat(receive(connection.server(), 1)).isEmpty();
    }

    @Test
    void aNewConnectionHearsNothingInABlackHole() throws IOException {
        long fault = link.inject(new BlackHole(Direction.BOTH));
        try (Socket patient = link.connect()) {
            send(patient, "anybody?");
            await().untilAsserted(
                            () -> assertThat(link.effect(fault).connections()).isEqualTo(1));
            link.end(fault);
            try (Socket accepted = link.accept()) {
                assertThat(receive(accepted, 8)).isEqualTo("anybody?");
            }
        }
    }

    @Test
    void theServerDoesNotSeeAClientThatHasGivenUpInABlackHole() throws IOException {
        long fault = link.inject(new BlackHole(Direction.BOTH));
        Socket impatient = link.connect();
        send(impatient, "anybody?");
        await().untilAsserted(() -> assertThat(link.effect(fault).connections()).isEqualTo(1));
        impatient.close();
        await().untilAsserted(() -> assertThat(link.status().openConnections()).isEqualTo(1));
        try (Socket patient = link.connect()) {
            await().untilAsserted(
                            () -> assertThat(link.effect(fault).connections()).isEqualTo(2));
            send(patient, "I am next");
            link.end(fault);
            try (Socket accepted = link.accept()) {
                assertThat(receive(accepted, 9)).isEqualTo("I am next");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void allConnectionsShareABandwidth(Direction direction) throws IOException {
        try (Connection second = link.connection()) {
            long fault = link.inject(new Bandwidth(Set.of(direction), 100_000));
            long began = System.nanoTime();
            String half = "x".repeat(15_000);
            send(connection.sender(direction), half);
            send(second.sender(direction), half);
            assertThat(receive(connection.receiver(direction), half.length())).hasSameSizeAs(half);
            assertThat(receive(second.receiver(direction), half.length())).hasSameSizeAs(half);
            // the last piece is on its way when the others are there
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
            assertThat(link.end(fault)).isEqualTo(new FaultEffect(2, 30_000));
        }
    }

    @Test
    void aSlowLinkIsFastAgainWhenTheFaultEnds() throws IOException {
        long fault = link.inject(new Bandwidth(Direction.BOTH, 1));
        send(connection.client(), "0123456789");
        awaitBytes(fault, 10);
        link.end(fault);
        assertThat(receive(connection.server(), 10)).isEqualTo("0123456789");
    }

    @Test
    void ofSeveralFaultsEachCounts() throws IOException {
        long latency = link.inject(new Latency(Direction.BOTH, Duration.ofMillis(50), Duration.ZERO));
        long hole = link.inject(new BlackHole(Set.of(Direction.TO_SERVER)));
        long bandwidth = link.inject(new Bandwidth(Direction.BOTH, 10_000));
        send(connection.client(), "all of them");
        awaitBytes(hole, 11);
        link.end(hole);
        assertThat(receive(connection.server(), 11)).isEqualTo("all of them");
        assertThat(link.end(latency).bytes()).isEqualTo(11);
        assertThat(link.end(bandwidth).bytes()).isEqualTo(11);
    }

    @Test
    void aFaultEndsByItself() throws IOException {
        link.proxy().inject(ProxiedServer.LINK, new BlackHole(Direction.BOTH), Duration.ofMillis(100));
        send(connection.client(), "whoever began it is gone");
        assertThat(receive(connection.server(), 24)).isEqualTo("whoever began it is gone");
    }
}
