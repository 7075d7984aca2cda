package checkout.order.webhook.destination;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Which addresses webhooks are sent to: public ones, and those that a setting allows. */
@Component
public class TargetAddresses {
    /** The IPv4 addresses that are not public: IANA's registry of special-purpose addresses, multicast and reserved. */
    private static final List<AddressRange> NOT_PUBLIC_IPV4 = ranges(
            "0.0.0.0/8", // this host
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by the customers of a carrier
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, and the metadata of clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays to IPv6
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    /** All public IPv6 addresses; loopback, private, link-local, multicast and translated ones lie outside. */
    private static final AddressRange GLOBAL_IPV6 = AddressRange.parse("2000::/3");

    /** Addresses in the global range that are not public, or that contain an IPv4 address. */
    private static final List<AddressRange> NOT_PUBLIC_IPV6 = ranges(
            "2001::/23", // protocol assignments, and Teredo
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "3fff::/20"); // documentation

    private final List<AddressRange> allowed;

    TargetAddresses(TargetSettings settings) {
        this.allowed =
                settings.allowedAddresses().stream().map(AddressRange::parse).toList();
    }

    /** An IPv4 address in the form of an IPv6 address arrives here as the IPv4 address: Java converts it. */
    public boolean isAllowed(InetAddress address) {
        return isPublic(address) || isIn(allowed, address);
    }

    private static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return !isIn(NOT_PUBLIC_IPV4, address);
        }
        return GLOBAL_IPV6.contains(address) && !isIn(NOT_PUBLIC_IPV6, address);
    }

    private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... cidrs) {
        return Stream.of(cidrs).map(AddressRange::parse).toList();
    }
}
