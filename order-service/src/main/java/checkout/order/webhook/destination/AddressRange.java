package checkout.order.webhook.destination;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of IP addresses in CIDR notation: the addresses that share the first bits. */
record AddressRange(InetAddress first, int bits) {
    private static final int MAX_BITS_PER_BYTE = 8;

    /** Parses a range such as {@code 10.0.0.0/8} or {@code fc00::/7}. */
    static AddressRange parse(String cidr) {
        int slash = cidr.indexOf('/');
        String address = slash < 0 ? "" : cidr.substring(0, slash);
        try {
            // only what can be an address: a name would be looked up
            if (!address.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
                throw new IllegalArgumentException("not an address");
            }
            InetAddress first = InetAddress.getByName(address);
            int bits = Integer.parseInt(cidr.substring(slash + 1));
            if (bits < 0 || bits > first.getAddress().length * MAX_BITS_PER_BYTE) {
                throw new IllegalArgumentException("not a number of bits");
            }
            return new AddressRange(first, bits);
        } catch (UnknownHostException | IllegalArgumentException invalid) {
            throw new IllegalArgumentException(
                    "'%s' is not a range of addresses; write it as 10.1.0.0/16 or fd00::/8".formatted(cidr), invalid);
        }
    }

    boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % MAX_BITS_PER_BYTE;
            if ((mine[bit / MAX_BITS_PER_BYTE] & mask) != (other[bit / MAX_BITS_PER_BYTE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
