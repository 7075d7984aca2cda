package checkout.order.webhook.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fails if a webhook could reach something that is not public, or if public receivers are refused. */
class TargetAddressesTest {
    private static final TargetAddresses PUBLIC_ONLY = allowing();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesWhatIsNotPublic(String address) throws UnknownHostException {
        assertThat(PUBLIC_ONLY.isAllowed(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.169.0.0",
                "198.17.255.255",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2606:4700:4700::1111",
                "2a00:1450:4001::200e"
            })
    void allowsWhatIsPublic(String address) throws UnknownHostException {
        assertThat(PUBLIC_ONLY.isAllowed(InetAddress.getByName(address))).isTrue();
    }

    /** The rules must not depend on how an address is written. */
    @Property(tries = 500)
    void treatsAMappedAddressAsTheAddressItself(
            @ForAll @IntRange(max = 255) int a,
            @ForAll @IntRange(max = 255) int b,
            @ForAll @IntRange(max = 255) int c,
            @ForAll @IntRange(max = 255) int d)
            throws UnknownHostException {
        String address = "%d.%d.%d.%d".formatted(a, b, c, d);
        assertThat(PUBLIC_ONLY.isAllowed(InetAddress.getByName("::ffff:" + address)))
                .isEqualTo(PUBLIC_ONLY.isAllowed(InetAddress.getByName(address)));
    }

    /** What the JDK itself knows to be special is a lower bound of what is refused. */
    @Property(tries = 2_000)
    void refusesWhatTheJdkKnowsToBeSpecial(@ForAll byte a, @ForAll byte b, @ForAll byte c, @ForAll byte d)
            throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(new byte[] {a, b, c, d});
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            assertThat(PUBLIC_ONLY.isAllowed(address)).isFalse();
        }
    }

    @Test
    void allowsTheRangesOfTheSettingAndNothingBesides() throws UnknownHostException {
        TargetAddresses allowing = allowing("10.1.0.0/16", "::1/128");
        assertThat(allowing.isAllowed(address("10.1.255.255"))).isTrue();
        assertThat(allowing.isAllowed(address("10.2.0.0"))).isFalse();
        assertThat(allowing.isAllowed(address("::1"))).isTrue();
        assertThat(allowing.isAllowed(address("::2"))).isFalse();
        assertThat(allowing.isAllowed(address("127.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "localhost/8", "/8", ""})
    void rejectsASettingThatIsNoRange(String range) {
        assertThatThrownBy(() -> allowing(range)).hasMessageContaining("write it as 10.1.0.0/16");
    }

    private static InetAddress address(String address) throws UnknownHostException {
        return InetAddress.getByName(address);
    }

    private static TargetAddresses allowing(String... ranges) {
        return new TargetAddresses(new TargetSettings(false, List.of(ranges)));
    }
}
