package org.warmhandoff.cli.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A report that the adapter gives in pages. */
class ReportPagesTest {

  private static final Pattern AFTER = Pattern.compile("after=(\\d+)");

  private static void page(HttpExchange exchange) throws IOException {
    var after = AFTER.matcher(exchange.getRequestURI().getQuery());
    var first = after.find() ? Integer.parseInt(after.group(1)) + 1 : 1;
    var body =
        "{\"id\": 7, \"findings\": [{\"number\": %d}, {\"number\": %d}]%s}"
            .formatted(first, first + 1, first < 5 ? ", \"next\": " + (first + 1) : "")
            .getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void isShownAsOne() throws IOException {
    var adapter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    adapter.createContext("/api/v1/reconciliations/7", ReportPagesTest::page);
    adapter.start();
    try {
      var url = URI.create("http://127.0.0.1:" + adapter.getAddress().getPort());
      var api = new OperatorApi(url, "token-of-the-desk", Optional.empty());

      var report = ReconcileCommand.Show.whole(api, 7);

      assertThat(report.path("findings").findValuesAsText("number"))
          .containsExactly("1", "2", "3", "4", "5", "6");
      assertThat(report.has("next")).isFalse();
    } finally {
      adapter.stop(0);
    }
  }
}
