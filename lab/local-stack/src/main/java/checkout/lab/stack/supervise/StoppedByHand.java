package checkout.lab.stack.supervise;

import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The parts that {@code ./checkout kill} has ended: they stay down until the next {@code up}, so that one can watch the others cope. */
public final class StoppedByHand {

    private final Path folder;

    public StoppedByHand(StateDirectory state) {
        this.folder = state.path().resolve("stopped-by-hand");
    }

    public boolean contains(String part) {
        return Files.exists(folder.resolve(part));
    }

    public void add(String part) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(part), "");
        } catch (IOException e) {
            throw failed(e);
        }
    }

    public void remove(String part) {
        try {
            Files.deleteIfExists(folder.resolve(part));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private StackException failed(IOException e) {
        return new StackException("%s cannot be changed (%s).".formatted(folder, e), e);
    }
}
