package checkout.strategies.redis;

import checkout.lab.stack.state.StackException;
import checkout.provisioning.DatabaseRolePasswords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.SingleServerConfig;
import redis.embedded.RedisServer;

/** The Redis that keeps the locks: a given one, or one of its own that ends with it. */
public final class LockServer implements AutoCloseable {
    private static final String OTHER_WAYS =
            "Name a running one with --redis redis://127.0.0.1:6379, or name strategies without it with --strategy.";

    private final @Nullable RedisServer process;
    private final RedissonClient client;

    private LockServer(@Nullable RedisServer process, RedissonClient client) {
        this.process = process;
        this.client = client;
    }

    /** Starts a server from a Maven artifact on a free port of 127.0.0.1; it asks for a password and stores nothing. */
    public static LockServer embedded() {
        String password = DatabaseRolePasswords.random();
        try {
            int port = freePort();
            RedisServer process = RedisServer.newRedisServer()
                    .port(port)
                    .setting("requirepass " + password)
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .onShutdownForceStop(true)
                    .build();
            process.start();
            try {
                return new LockServer(process, connect("redis://127.0.0.1:" + port, null, password));
            } catch (RuntimeException e) {
                process.stop();
                throw e;
            }
        } catch (IOException e) {
            throw new StackException(
                    "The Redis from the Maven artifact does not start here (%s). %s"
                            .formatted(e.getMessage(), OTHER_WAYS),
                    e);
        }
    }

    /** Connects to a running server. */
    public static LockServer at(URI url) {
        if (url.getHost() == null || !("redis".equals(url.getScheme()) || "rediss".equals(url.getScheme()))) {
            throw new StackException(
                    "--redis takes a URL such as redis://127.0.0.1:6379 or rediss://user:password@host:6380.");
        }
        String[] user =
                url.getUserInfo() == null ? new String[0] : url.getUserInfo().split(":", 2);
        int port = url.getPort() < 0 ? 6379 : url.getPort();
        return new LockServer(
                null,
                connect(
                        url.getScheme() + "://" + url.getHost() + ":" + port,
                        user.length == 0 || user[0].isEmpty() ? null : user[0],
                        user.length < 2 ? null : user[1]));
    }

    private static RedissonClient connect(String address, @Nullable String username, @Nullable String password) {
        Config config =
                new Config().setCodec(StringCodec.INSTANCE).setNettyThreads(4).setThreads(4);
        SingleServerConfig server = config.useSingleServer();
        server.setAddress(address)
                .setConnectionPoolSize(64)
                .setConnectionMinimumIdleSize(8)
                .setSubscriptionConnectionPoolSize(8);
        if (username != null) {
            config.setUsername(username);
        }
        if (password != null) {
            config.setPassword(password);
        }
        try {
            return Redisson.create(config);
        } catch (RedisException e) {
            throw new StackException(
                    "Redis at %s cannot be used (%s). %s".formatted(address, e.getMessage(), OTHER_WAYS), e);
        }
    }

    /** Locks for the items of one run. */
    public StockLocks locks(String run) {
        return new StockLocks(client, "checkout-lab:" + run + ":");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        client.shutdown();
        if (process != null) {
            try {
                process.stop();
            } catch (IOException e) {
                throw new StackException("The Redis of this command did not stop (%s).".formatted(e.getMessage()), e);
            }
        }
    }
}
