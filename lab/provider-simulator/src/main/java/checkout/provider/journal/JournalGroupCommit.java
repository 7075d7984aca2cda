package checkout.provider.journal;

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

/** Writes all queued entries with one fsync, so that hundreds of answers per second need only a few. */
final class JournalGroupCommit {

    private static final Logger log = LoggerFactory.getLogger(JournalGroupCommit.class);
    private static final int MAX_GROUP = 1000;
    private static final Write END = new Write(ByteBuffer.allocate(0), new CompletableFuture<>());

    private final BlockingQueue<Write> queue = new LinkedBlockingQueue<>();
    private final FileChannel channel;
    private final Thread writer = new Thread(this::run, "ledger-journal");
    private @Nullable IOException failure;

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
        queue.add(write);
        return write.done();
    }

    /** Writes what is queued, then ends. */
    void finish() {
        queue.add(END);
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
        group.add(queue.take());
        queue.drainTo(group, MAX_GROUP);
        return group;
    }

    private void commit(List<Write> group) {
        if (failure == null) {
            try {
                force(group);
            } catch (IOException e) {
                // the ledger in memory is now ahead of the disk, so it must not answer calls any more
                log.error("The journal cannot be written; all calls are refused until the simulator is restarted", e);
                failure = e;
            }
        }
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
