package checkout.lab.stack.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A program that resolves the name and connects to the port of its arguments, as an application does. */
final class NameLookup {

    private NameLookup() {}

    public static void main(String[] arguments) throws IOException {
        InetAddress address = InetAddress.getByName(arguments[0]);
        System.out.println(address.getHostAddress());
        System.out.println(InetAddress.getLocalHost().getHostAddress());
        try (Socket socket = new Socket(address, Integer.parseInt(arguments[1]))) {
            socket.getOutputStream().write('?');
            System.out.println((char) socket.getInputStream().read());
        }
    }
}
