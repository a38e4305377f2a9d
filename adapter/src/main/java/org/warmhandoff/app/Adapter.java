package org.warmhandoff.app;

import static java.util.stream.Collectors.joining;
import static org.slf4j.LoggerFactory.getLogger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Properties;
import org.slf4j.Logger;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.Config.Credential;
import org.warmhandoff.config.Memory;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.config.Version;
import org.warmhandoff.store.H2File;
import org.warmhandoff.terminology.Terminology;
import org.warmhandoff.terminology.TerminologyProblems;

/** A running adapter. */
public final class Adapter implements AutoCloseable {

  private static final Logger log = getLogger(Adapter.class);

  private final ConfigurableApplicationContext context;

  private Adapter(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts an adapter and returns when it takes requests.
   *
   * @throws TerminologyProblems where the files of vocabulary cannot be used, saying why
   * @throws CannotStart where something else that it needs is not there, saying what
   */
  public static Adapter start(Config config) {
    return start(config, Clock.systemUTC());
  }

  /** Starts an adapter that goes by this clock. */
  public static Adapter start(Config config, Clock clock) {
    Memory.tooSmall(config, Runtime.getRuntime().maxMemory())
        .ifPresent(
            reason -> {
              throw CannotStart.because(reason);
            });
    var terminology = terminology(config);
    var application =
        new SpringApplicationBuilder(wired(config))
            .web(WebApplicationType.SERVLET)
            .environment(new ClosedEnvironment())
            .listeners((ApplicationListener<ContextClosedEvent>) closed -> stopping(config))
            .initializers(
                context -> {
                  var beans = (GenericApplicationContext) context;
                  beans.registerBean(Config.class, () -> config);
                  beans.registerBean(Terminology.class, () -> terminology);
                  beans.registerBean(Clock.class, () -> clock);
                });
    try {
      var context = application.run(arguments(config));
      SeldomErrors.filter(clock);
      plainTokens(config);
      anyIssuer(config);
      return new Adapter(context);
    } catch (RuntimeException failed) {
      throw CannotStart.because(failed, config);
    }
  }

  /**
   * The vocabulary that the configuration names.
   *
   * @throws TerminologyProblems where its files cannot be used, saying why
   */
  public static Terminology terminology(Config config) {
    return config.terminology().directory().map(Terminology::with).orElseGet(Terminology::shipped);
  }

  private static Class<?>[] wired(Config config) {
    return config.people().isPresent()
        ? new Class<?>[] {Wired.class, PeopleWiring.class}
        : new Class<?>[] {Wired.class};
  }

  private static void plainTokens(Config config) {
    var plain =
        config.access().stream()
            .filter(one -> one.credential() instanceof Credential.Token)
            .map(Config.Access::name)
            .collect(joining(", "));
    if (!plain.isEmpty()) {
      log.warn(
          "the configuration holds tokens as they are, of {}; `warm-handoff token new` makes some"
              + " of which it holds a hash alone",
          plain);
    }
  }

  /** Some servers sign for many organizations with the same keys. */
  private static void anyIssuer(Config config) {
    config
        .authorizationServer()
        .filter(server -> server.issuer().isEmpty())
        .ifPresent(
            server ->
                log.warn(
                    "authorization-server names no issuer: whoever signs with the keys at its"
                        + " jwks-url is believed"));
  }

  private static void stopping(Config config) {
    log.info("{} stops", named(config));
  }

  /** Which version this is, and for which partners. */
  public static String named(Config config) {
    return "warm-handoff "
        + Version.NUMBER
        + " for "
        + config.partners().stream().map(PartnerConfig::name).collect(joining(", "));
  }

  /** As arguments, so that nothing in the environment or beside the jar can change them. */
  private static String[] arguments(Config config) {
    var settings = fixedSettings();
    settings.setProperty("server.address", config.server().address());
    settings.setProperty("server.port", String.valueOf(config.server().port()));
    if (config.store().postgresql().isEmpty()) {
      var store = config.store().directory().toAbsolutePath();
      settings.setProperty("management.health.diskspace.path", store.toString());
      settings.setProperty("spring.flyway.locations", String.join(",", H2File.MIGRATIONS));
    }
    config.server().tls().ifPresent(tls -> settings.putAll(ServerTls.settings(tls)));
    settings.setProperty(
        "server.servlet.session.cookie.name",
        PeopleWiring.sessionCookie(config.server().isSecure()));
    settings.setProperty(
        "server.servlet.session.cookie.secure", String.valueOf(config.server().isSecure()));
    config
        .people()
        .map(people -> people.session().idle().toSeconds())
        .ifPresent(idle -> settings.setProperty("server.servlet.session.timeout", idle + "s"));
    if (!config.server().proxies().isEmpty()) {
      settings.setProperty("server.forward-headers-strategy", "native");
      settings.setProperty(
          "server.tomcat.remoteip.internal-proxies", String.join(",", config.server().proxies()));
    }
    config
        .logging()
        .forEach(
            (part, level) ->
                part.packageNames()
                    .forEach(name -> settings.setProperty(logger(name), level.name())));
    return settings.stringPropertyNames().stream()
        .map(name -> "--" + name + "=" + settings.getProperty(name))
        .toArray(String[]::new);
  }

  private static String logger(String packageName) {
    return "logging.level.org.warmhandoff." + packageName;
  }

  private static Properties fixedSettings() {
    var settings = new Properties();
    try (var in = Adapter.class.getResourceAsStream("fixed.properties")) {
      settings.load(in);
      return settings;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Whether it takes requests; not while it is being stopped. */
  public boolean running() {
    return context.isRunning();
  }

  /** The port it listens on. */
  public int port() {
    return ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  /** The part of that type, for looking inside. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  /** Stops taking requests, lets what is under way end, and closes the store. */
  @Override
  public void close() {
    context.close();
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({
    StoreWiring.class,
    OutboxWiring.class,
    LineWiring.class,
    LoopWiring.class,
    WebWiring.class,
    StatusWiring.class,
    OperateWiring.class,
    EventsWiring.class
  })
  static class Wired {}
}
