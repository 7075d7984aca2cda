package checkout.lab.network.proxy;

/** Where a link listens, and the server that it connects to. Both are numeric addresses of this machine. */
public record Route(Endpoint listen, Endpoint server) {

    /** An address and a port. */
    public record Endpoint(String address, int port) {}
}
