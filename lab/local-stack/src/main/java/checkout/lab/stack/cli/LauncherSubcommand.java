package checkout.lab.stack.cli;

import java.util.concurrent.Callable;

/**
 * A command of the launcher: a picocli {@code @Command} with a constructor without arguments. Modules that this one does
 * not depend on name theirs in {@code META-INF/services} and need only be on the launcher's class path.
 */
public interface LauncherSubcommand extends Callable<Integer> {}
