package checkout.lab.stack.cli;

import java.util.concurrent.Callable;

/**
 * A command of the launcher that another module brings: a picocli {@code @Command} with a constructor without arguments,
 * named in {@code META-INF/services}. Its jars only have to be on the launcher's class path.
 */
public interface Subcommand extends Callable<Integer> {}
