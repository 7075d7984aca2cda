package checkout.lab.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Sends a prepared response to the n-th request; closes the connection after an empty response, or one that says so. */
public final class CannedServer implements AutoCloseable {

    private static final String BODY_LENGTH = "Content-Length: ";

    private final ServerSocket socket = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private final IntFunction<String> responses;

    public CannedServer(IntFunction<String> responses) throws IOException {
        this.responses = responses;
        threads.execute(this::accept);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                threads.execute(() -> serve(accepted));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket accepted) {
        try (Socket client = accepted) {
            client.setTcpNoDelay(true);
            BufferedReader reader = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
            while (readRequest(reader)) {
                String response = responses.apply(requests.getAndIncrement());
                client.getOutputStream().write(response.getBytes(US_ASCII));
                if (response.isEmpty() || response.contains("Connection: close")) {
                    return;
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean readRequest(BufferedReader reader) throws IOException {
        int length = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith(BODY_LENGTH)) {
                length = Integer.parseInt(line.substring(BODY_LENGTH.length()));
            } else if (line.isEmpty()) {
                for (int i = 0; i < length; i++) {
                    if (reader.read() < 0) {
                        return false;
                    }
                }
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
