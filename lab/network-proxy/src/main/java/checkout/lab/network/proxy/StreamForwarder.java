package checkout.lab.network.proxy;

import checkout.lab.network.fault.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Carries one direction of a connection: one thread reads, and another delivers what the conditions of the link let through. */
final class StreamForwarder {

    private static final int PACKET_BYTES = 16 * 1024;

    private final ProxiedConnection connection;
    private final Direction direction;
    private final Socket from;
    private final Socket to;
    private final LinkConditions conditions;
    private final LongAdder delivered;
    private final TransitQueue transit = new TransitQueue();

    /** @param delivered counts the bytes that reached the other side */
    StreamForwarder(
            ProxiedConnection connection,
            Direction direction,
            Socket from,
            Socket to,
            LinkConditions conditions,
            LongAdder delivered) {
        this.connection = connection;
        this.direction = direction;
        this.from = from;
        this.to = to;
        this.conditions = conditions;
        this.delivered = delivered;
    }

    /** Whether the side that sends has closed or lost the connection. */
    boolean hasEnded() {
        return transit.hasEnded();
    }

    /** Says that the side that sends is gone, although reading from it has not shown that. Returns false if it has. */
    boolean senderIsGone() throws InterruptedException {
        return transit.put(new StreamEvent.Failure(System.nanoTime()));
    }

    /** Reads until the side that sends has ended. */
    void read() throws InterruptedException {
        StreamEvent last;
        try {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[PACKET_BYTES];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                transit.put(new StreamEvent.Data(Arrays.copyOf(buffer, length), System.nanoTime()));
            }
            last = new StreamEvent.End(System.nanoTime());
        } catch (IOException reset) {
            last = new StreamEvent.Failure(System.nanoTime());
        }
        transit.put(last);
    }

    /** Delivers until the side that sends has ended, or there is nobody to deliver to. */
    void deliver() throws InterruptedException {
        boolean goesOn = true;
        while (goesOn) {
            StreamEvent next = transit.take();
            EventTransit passage = EventTransit.of(connection.number(), direction, next);
            try {
                goesOn = deliver(passage);
            } finally {
                conditions.passed(passage);
            }
        }
    }

    private boolean deliver(EventTransit passage) throws InterruptedException {
        switch (passage.arrival()) {
            case StreamEvent.Data data -> {
                return deliver(data.bytes(), passage);
            }
            case StreamEvent.End end -> {
                conditions.awaitPassage(passage, 0);
                connection.senderEnded(direction);
            }
            case StreamEvent.Failure failure -> {
                conditions.awaitPassage(passage, 0);
                connection.senderFailed(direction);
            }
        }
        return false;
    }

    /** Returns whether the receiver is still there. */
    private boolean deliver(byte[] bytes, EventTransit passage) throws InterruptedException {
        int offset = 0;
        while (offset < bytes.length) {
            int length = conditions.awaitPassage(passage, bytes.length - offset);
            if (connection.isCut()) {
                connection.lost(direction, bytes.length - offset);
                return true;
            }
            try {
                to.getOutputStream().write(bytes, offset, length);
            } catch (IOException gone) {
                connection.lost(direction, bytes.length - offset);
                return connection.receiverFailed(direction);
            }
            delivered.add(length);
            offset += length;
        }
        return true;
    }
}
