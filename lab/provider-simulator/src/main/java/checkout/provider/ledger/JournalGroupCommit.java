package checkout.provider.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes whatever has queued up with one fsync, so that hundreds of answers a second cost a few of them. */
final class JournalGroupCommit {

    private static final Logger log = LoggerFactory.getLogger(JournalGroupCommit.class);
    private static final int LARGEST_GROUP = 1000;
    private static final Write END = new Write(ByteBuffer.allocate(0), new CompletableFuture<>());

    private final BlockingQueue<Write> waiting = new LinkedBlockingQueue<>();
    private final FileChannel channel;
    private final Thread writer = new Thread(this::run, "ledger-journal");
    private @Nullable IOException broken;

    JournalGroupCommit(FileChannel channel) {
        this.channel = channel;
        writer.setDaemon(true);
    }

    private record Write(ByteBuffer bytes, CompletableFuture<Void> done) {}

    void start() {
        writer.start();
    }

    CompletableFuture<Void> write(byte[] bytes) {
        Write write = new Write(ByteBuffer.wrap(bytes), new CompletableFuture<>());
        waiting.add(write);
        return write.done();
    }

    /** Writes out what is queued, then ends. */
    void finish() {
        waiting.add(END);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean open = true;
        while (open) {
            try {
                List<Write> group = next();
                open = !group.remove(END);
                commit(group);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                open = false;
            }
        }
    }

    private List<Write> next() throws InterruptedException {
        List<Write> group = new ArrayList<>();
        group.add(waiting.take());
        waiting.drainTo(group, LARGEST_GROUP);
        return group;
    }

    private void commit(List<Write> group) {
        if (broken == null) {
            try {
                force(group);
            } catch (IOException e) {
                // what is in memory is now ahead of the disk: nothing may be answered from it any more
                log.error("The journal cannot be written; every call is refused until the simulator is restarted", e);
                broken = e;
            }
        }
        IOException failure = broken;
        for (Write write : group) {
            if (failure == null) {
                write.done().complete(null);
            } else {
                write.done().completeExceptionally(new JournalFailedException(failure));
            }
        }
    }

    private void force(List<Write> group) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(
                group.stream().mapToInt(write -> write.bytes().remaining()).sum());
        group.forEach(write -> bytes.put(write.bytes()));
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }
}
