package checkout.lab.stack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.lab.stack.state.StackProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An unpacked application is what the jar was, also for those who look for components in its folders. */
class BootJarTest {

    @TempDir
    private Path folder;

    @Test
    void becomesAPlainJarThatNamesItsLibrariesInOrder() throws IOException {
        Path jar = write(Map.of("BOOT-INF/classes/checkout/tea/Tea.class", "tea", "BOOT-INF/lib/b.jar", "bee"));
        BootJar boot = new BootJar(jar, folder.resolve("home"));

        boot.unpack();

        try (JarFile plain = new JarFile(boot.unpacked().toFile())) {
            Attributes main = plain.getManifest().getMainAttributes();
            assertThat(main.getValue("Main-Class")).isEqualTo("checkout.tea.Tea");
            assertThat(main.getValue("Class-Path")).isEqualTo("lib/b.jar lib/a.jar");
            assertThat(plain.getEntry("checkout/tea/")).as("folder entry").isNotNull();
            assertThat(plain.getInputStream(plain.getEntry("checkout/tea/Tea.class")))
                    .hasContent("tea");
        }
        assertThat(boot.folder().resolve("lib/b.jar")).hasContent("bee");
        assertThat(boot.folder().resolve("lib/a.jar")).hasContent("a");
    }

    @Test
    void aNewBuildReplacesTheOldOne() throws IOException {
        Path jar = write(Map.of());
        BootJar boot = new BootJar(jar, folder.resolve("home"));
        boot.unpack();
        Path old = boot.folder();

        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
        boot.unpack();

        assertThat(boot.folder()).isNotEqualTo(old).isDirectory();
        assertThat(old).doesNotExist();
    }

    @Test
    void aMissingJarIsNamed() {
        Path jar = folder.resolve("tea-service.jar");
        assertThatThrownBy(() -> new BootJar(jar, folder.resolve("home")).unpack())
                .isInstanceOf(StackProblem.class)
                .hasMessageStartingWith(jar + " is missing; build it");
    }

    private Path write(Map<String, String> more) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
        manifest.getMainAttributes().putValue("Start-Class", "checkout.tea.Tea");
        Map<String, String> entries = new LinkedHashMap<>();
        for (String directory : new String[] {"BOOT-INF/classes/", "BOOT-INF/classes/checkout/tea/", "BOOT-INF/lib/"}) {
            entries.put(directory, "");
        }
        entries.put("BOOT-INF/lib/b.jar", "b");
        entries.put("BOOT-INF/lib/a.jar", "a");
        entries.put("BOOT-INF/classpath.idx", "- \"BOOT-INF/lib/b.jar\"\n- \"BOOT-INF/lib/a.jar\"\n");
        entries.putAll(more);
        Path jar = folder.resolve("tea-service.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }
}
