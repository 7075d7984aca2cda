package checkout.lab.mutation;

import checkout.lab.agent.AgentRule;
import checkout.lab.agent.AgentScript;
import checkout.lab.agent.RuleActions;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jboss.byteman.check.RuleCheck;

/** Checks rules with Byteman's own checker against the classes of a packaged application. */
final class AgentRulesCheck implements AutoCloseable {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    private final URLClassLoader loader;
    private final Path folder;

    /** @param folder into which the jar is unpacked */
    AgentRulesCheck(Path jar, Path folder) throws IOException {
        this.folder = folder;
        List<URL> path = new ArrayList<>();
        path.add(RuleCheck.class.getProtectionDomain().getCodeSource().getLocation());
        path.add(RuleActions.class.getProtectionDomain().getCodeSource().getLocation());
        path.add(url(Files.createDirectories(folder.resolve("classes"))));
        try (JarFile boot = new JarFile(jar.toFile())) {
            for (JarEntry entry :
                    boot.stream().filter(each -> !each.isDirectory()).toList()) {
                unpack(boot, entry, path);
            }
        }
        this.loader = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private void unpack(JarFile boot, JarEntry entry, List<URL> path) throws IOException {
        String name = entry.getName();
        if (name.startsWith(CLASSES) && name.endsWith(".class")) {
            copy(boot, entry, folder.resolve("classes").resolve(name.substring(CLASSES.length())));
        } else if (name.startsWith(LIBRARIES)) {
            Path library = folder.resolve(name.substring(LIBRARIES.length()));
            copy(boot, entry, library);
            path.add(url(library));
        }
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    private static void copy(JarFile boot, JarEntry entry, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (InputStream content = boot.getInputStream(entry)) {
            Files.copy(content, to);
        }
    }

    /** What is wrong with the rules; a rule that matches no method counts. */
    List<String> problems(List<AgentRule> rules) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass(RuleCheck.class.getName());
        Object check = type.getConstructor().newInstance();
        type.getMethod("addRule", String.class, String.class)
                .invoke(check, "rules", new AgentScript(folder, rules).text());
        type.getMethod("checkRules").invoke(check);
        Object result = type.getMethod("getResult").invoke(check);
        List<String> problems = new ArrayList<>();
        for (String kind : List.of("Error", "TypeError", "ParseError", "Warning", "TypeWarning")) {
            Object messages =
                    result.getClass().getMethod("get" + kind + "Messages").invoke(result);
            ((List<?>) messages).forEach(each -> problems.add(each.toString()));
        }
        return problems;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
