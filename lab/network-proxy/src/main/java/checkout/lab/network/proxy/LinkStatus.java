package checkout.lab.network.proxy;

/**
 * What a link has carried since it was opened.
 *
 * @param connections the number of all, of which some are open
 */
public record LinkStatus(String name, int openConnections, long connections, long bytesToServer, long bytesToClient) {}
