package org.warmhandoff.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestsAtATimeTest {

  private static final int MOST = 64;
  private static final String ANY = "/*";

  @TempDir private Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger answered = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Tomcat tomcat = new Tomcat();

  /** Answers health at once, and everything else when it is over. */
  private static final class Slow extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient AtomicInteger answered;
    private final transient CountDownLatch end;

    Slow(AtomicInteger answered, CountDownLatch end) {
      this.answered = answered;
      this.end = end;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      if (request.getRequestURI().startsWith("/slow")) {
        answered.incrementAndGet();
        try {
          end.await();
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @BeforeEach
  void served() throws Exception {
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    var context = tomcat.addContext("", null);
    var filter = new FilterDef();
    filter.setFilterName("at-a-time");
    filter.setFilter(new RequestsAtATime());
    context.addFilterDef(filter);
    var everywhere = new FilterMap();
    everywhere.setFilterName("at-a-time");
    everywhere.addURLPattern(ANY);
    context.addFilterMap(everywhere);
    Tomcat.addServlet(context, "slow", new Slow(answered, end)).addMapping(ANY);
    tomcat.start();
  }

  @AfterEach
  void stop() throws Exception {
    end.countDown();
    tomcat.stop();
    tomcat.destroy();
  }

  private CompletableFuture<HttpResponse<String>> get(String path) {
    var address = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path);
    return http.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  @Test
  void whoHasManyAnsweredAtATimeIsSentAwayAndLivenessIsNot() {
    var slow = IntStream.range(0, MOST).mapToObj(one -> get("/slow")).toList();
    await("all are being answered").until(() -> answered.get() == MOST);

    var more = get("/any").join();

    assertThat(more.statusCode()).isEqualTo(429);
    assertThat(more.headers().firstValue("Retry-After")).contains("1");
    assertThat(more.body()).contains("too-many-requests");
    assertThat(get("/actuator/health/liveness").join().statusCode()).isEqualTo(200);

    end.countDown();

    assertThat(slow).allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(200));
    assertThat(get("/any").join().statusCode()).isEqualTo(200);
  }
}
