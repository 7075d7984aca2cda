package checkout.lab.stack.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes folders with their content. */
public final class DirectoryTree {

    private DirectoryTree() {}

    public static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Deletes everything in a folder except the given children; the folder need not exist. */
    public static void deleteAllBut(Path folder, Collection<Path> kept) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> children;
        try (Stream<Path> all = Files.list(folder)) {
            children = all.filter(child -> !kept.contains(child)).toList();
        }
        for (Path child : children) {
            delete(child);
        }
    }
}
