package checkout.lab.scenario.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red here: a disk that is said to be full has room, stays full, or stays mounted. */
class SmallDiskTest {

    private static final int BYTES = 1 << 20;

    @TempDir
    private Path folder;

    private SmallDisk mounted() throws IOException, InterruptedException {
        SmallDisk disk = new SmallDisk(folder.resolve("small-disk"));
        boolean permitted = true;
        try {
            disk.mount(BYTES, folder);
        } catch (StackException notPermitted) {
            permitted = false;
        }
        assumeThat(permitted).as("file systems can be mounted").isTrue();
        return disk;
    }

    @Test
    void isFullToTheLastByteUntilItIsFreed() throws Exception {
        SmallDisk disk = mounted();
        try {
            Path rows = disk.data().resolve("rows");
            disk.fill();
            assertThatThrownBy(() -> Files.write(rows, new byte[] {1}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device");
            disk.free();
            assertThat(Files.write(rows, new byte[BYTES / 2])).hasSize(BYTES / 2);
        } finally {
            disk.unmount();
        }
        assertThat(folder.resolve("small-disk")).doesNotExist();
    }
}
