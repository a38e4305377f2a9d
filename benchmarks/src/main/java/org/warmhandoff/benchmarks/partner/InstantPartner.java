package org.warmhandoff.benchmarks.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A FHIR R4 server in memory that answers at once, so that what is measured is what calls it. In a
 * process of its own, which ends when its standard input does.
 */
public final class InstantPartner implements AutoCloseable {

  private static final int HANDS = 16;
  private static final int BACKLOG = 256;

  private final HttpServer server;
  private final ExecutorService hands;

  private InstantPartner(HttpServer server, ExecutorService hands) {
    this.server = server;
    this.hands = hands;
  }

  /** Arguments: port (0 for a free one), people on file, bodies of transactions to keep. */
  public static void main(String[] arguments) throws IOException {
    var partner =
        start(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    System.out.println("ready " + partner.baseUrl());
    while (System.in.read() >= 0) {
      // Whoever started it is still there.
    }
    partner.close();
  }

  /**
   * Serves on loopback.
   *
   * @param port 0 for a free one
   * @param people how many patients it has on file
   * @param keep how many bodies of transactions are kept to be asked for
   */
  public static InstantPartner start(int port, int people, int keep) throws IOException {
    // Without it an answer of two packets waits for the first one to be acknowledged.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "300");
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    var hands = Executors.newFixedThreadPool(HANDS);
    var arrivals = new Arrivals(keep);
    var fhir = new FhirEndpoints(new InstantShelf(), new Patients(people), arrivals);
    server.createContext("/fhir", fhir::answer);
    server.createContext("/control", exchange -> control(exchange, arrivals));
    server.setExecutor(hands);
    server.start();
    return new InstantPartner(server, hands);
  }

  /** What to write before a resource type, without a slash at the end. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
  }

  /** For whoever measures: what arrived. */
  private static void control(HttpExchange exchange, Arrivals arrivals) throws IOException {
    var question = exchange.getRequestURI().getPath().substring("/control/".length());
    var group = String.valueOf(exchange.getRequestURI().getQuery());
    var said =
        switch (question) {
          case "read-back" -> String.valueOf(arrivals.readBack(group));
          case "visible" -> arrivals.list(group);
          case "bodies" -> arrivals.bodies();
          default -> "";
        };
    FhirEndpoints.say(exchange, said.isEmpty() ? 404 : 200, "text/plain", said.getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
    hands.shutdownNow();
  }
}
