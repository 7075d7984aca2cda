package checkout.lab.stack.part;

import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Checks TCP ports of this machine. */
public final class LocalPort {

    /** The address on which all servers of the stack listen. */
    public static final String ADDRESS = "127.0.0.1";

    /** A name of that address, which an application may resolve to another address of this machine. */
    public static final String HOST_NAME = "localhost";

    private static final int CONNECT_MILLIS = 500;

    private LocalPort() {}

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A port that no process listens on. */
    public static int findFree() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StackException("This machine has no free port (%s).".formatted(e.getMessage()), e);
        }
    }

    public static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
