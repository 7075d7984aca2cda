package checkout.messaging.database;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Forwards connections to a server, and can fall silent: then it keeps them open, and reads and forwards nothing more. */
final class SilentProxy implements Closeable {
    private final ServerSocket listener;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger generation = new AtomicInteger();

    SilentProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on nothing is forwarded on the connections that exist, and what is sent fills the buffers; new ones work. */
    void silenceConnections() {
        generation.incrementAndGet();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.addAll(List.of(client, server));
            int born = generation.get();
            start(() -> forward(client.getInputStream(), server.getOutputStream(), born));
            start(() -> forward(server.getInputStream(), client.getOutputStream(), born));
        }
    }

    private void forward(InputStream from, OutputStream to, int born) throws IOException {
        byte[] buffer = new byte[8192];
        int count = from.read(buffer);
        while (count >= 0 && generation.get() == born) {
            to.write(buffer, 0, count);
            to.flush();
            count = from.read(buffer);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // one end has closed the connection, which the test sees at the other
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
