package org.warmhandoff.cli.operator;

import com.nimbusds.jose.JWSAlgorithm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.warmhandoff.app.MachineClock;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.ConfigFile;
import org.warmhandoff.config.ConfigProblems;
import org.warmhandoff.keys.KeyDirectory;
import org.warmhandoff.keys.KeyDirectory.KeptKey;
import org.warmhandoff.keys.PublishedKeys;
import org.warmhandoff.keys.UnusableKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes and retires the key pairs that we sign on to partners with. */
@Command(
    name = "keys",
    description = {
      "Makes, lists and retires the key pairs that partners are signed on to with.",
      "Works on the files of the keys' directory, which a running adapter reads anew by itself.",
      "Never prints a private key."
    },
    subcommands = {
      KeysCommand.New.class,
      KeysCommand.ListThem.class,
      KeysCommand.Retire.class,
      KeysCommand.Jwks.class
    },
    mixinStandardHelpOptions = true)
public final class KeysCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "one of new, list, retire, jwks must follow");
  }

  /** What each of them needs. */
  abstract static class OfKeys implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
        names = "--directory",
        paramLabel = "DIR",
        defaultValue = "warm-handoff-keys",
        description = "The keys' directory, keys.directory of the configuration. Default: here.")
    private Path directory;

    private final Clock clock = MachineClock.utc();

    @Override
    public Integer call() {
      try {
        run(new KeyDirectory(directory), clock, spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
      } catch (UnusableKey wrong) {
        spec.commandLine().getErr().println(wrong.getMessage());
      } catch (IOException cannot) {
        spec.commandLine()
            .getErr()
            .println(
                "the keys' directory cannot be read or written ("
                    + cannot.getClass().getSimpleName()
                    + ")");
      }
      return ExitCode.USAGE;
    }

    abstract void run(KeyDirectory keys, Clock now, PrintWriter out)
        throws IOException, UnusableKey;

    static String line(KeptKey key) {
      return "%s  %s  %s  since %s  %s"
          .formatted(
              key.name(),
              key.kid(),
              key.algorithm(),
              key.since(),
              key.until().map(until -> "retired, published until " + until).orElse("in force"));
    }
  }

  /** Makes one. */
  @Command(
      name = "new",
      description = {
        "Makes a key pair. It is published at once.",
        "The first of a name signs at once, any other when those before it are retired: until then",
        "partners have time to learn of it."
      },
      mixinStandardHelpOptions = true)
  static final class New extends OfKeys {

    @Parameters(
        paramLabel = "NAME",
        description =
            "By which sign-on.smart.key names it: a partner's, or any other such as shared.")
    private String name;

    @Option(
        names = "--algorithm",
        paramLabel = "ALG",
        defaultValue = "RS384",
        description = "RS384 (RSA of 3072 bits) or ES384 (EC on P-384). Default: RS384.")
    private String algorithm;

    @Override
    void run(KeyDirectory keys, Clock now, PrintWriter out) throws IOException, UnusableKey {
      if (!List.of("RS384", "ES384").contains(algorithm)) {
        throw new UnusableKey("the algorithm is RS384 or ES384");
      }
      out.println(line(keys.make(name, JWSAlgorithm.parse(algorithm), now.instant())));
    }
  }

  /** Lists them. */
  @Command(
      name = "list",
      description = "Lists the keys; of each name the first that is in force signs.",
      mixinStandardHelpOptions = true)
  static final class ListThem extends OfKeys {

    @Override
    void run(KeyDirectory keys, Clock now, PrintWriter out) throws IOException, UnusableKey {
      keys.all().forEach(key -> out.println(line(key)));
    }
  }

  /** Retires one. */
  @Command(
      name = "retire",
      description = {
        "Signs with a key no more. Its private half is deleted; its public half stays published for",
        "a day. The only key of a name is not retired."
      },
      mixinStandardHelpOptions = true)
  static final class Retire extends OfKeys {

    @Parameters(index = "0", paramLabel = "NAME", description = "The key's name.")
    private String name;

    @Parameters(index = "1", paramLabel = "KID", description = "Its id, or how it begins.")
    private String kid;

    @Override
    void run(KeyDirectory keys, Clock now, PrintWriter out) throws IOException, UnusableKey {
      out.println(line(keys.retire(name, kid, now.instant())));
    }
  }

  /** Prints the public halves. */
  @Command(
      name = "jwks",
      description = {
        "Prints the public halves of all keys that are kept, as a JWK set, for partners that register",
        "them by file; with --config also those in files of your own that it names. A running adapter",
        "shows the same at /.well-known/jwks.json."
      },
      mixinStandardHelpOptions = true)
  static final class Jwks extends OfKeys {

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "The adapter's configuration, by which the keys' directory is known as well.")
    private Optional<Path> config = Optional.empty();

    @Override
    void run(KeyDirectory keys, Clock now, PrintWriter out) throws IOException, UnusableKey {
      var published =
          config.isPresent()
              ? PublishedKeys.of(read(config.get()), now)
              : new PublishedKeys(keys, List.of(), now);
      out.println(published.json());
    }

    private static Config read(Path file) throws UnusableKey {
      try {
        return new ConfigFile(System::getenv).read(file);
      } catch (ConfigProblems wrong) {
        throw new UnusableKey("--config: " + String.join("\n  ", wrong.problems()));
      }
    }
  }
}
