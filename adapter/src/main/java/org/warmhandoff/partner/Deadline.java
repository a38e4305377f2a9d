package org.warmhandoff.partner;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.conn.ClientConnectionManager;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.params.HttpParams;
import org.apache.http.protocol.HttpContext;

/**
 * A client whose requests end when their time is up, reading the answer included. A socket's
 * timeout is per read, so a partner that trickles could hold a lane for longer than its lease.
 */
@SuppressWarnings("deprecation") // CloseableHttpClient still carries two methods of HttpClient 4.2
final class Deadline extends CloseableHttpClient {

  private final CloseableHttpClient client;
  private final Duration whole;
  private final ScheduledExecutorService clockwork;

  Deadline(CloseableHttpClient client, Duration whole, ScheduledExecutorService clockwork) {
    this.client = client;
    this.whole = whole;
    this.clockwork = clockwork;
  }

  @Override
  protected CloseableHttpResponse doExecute(
      HttpHost target, HttpRequest request, HttpContext context) throws IOException {
    if (request instanceof HttpUriRequest abortable) {
      // Aborting a request that has ended by then does nothing.
      var unused = clockwork.schedule(abortable::abort, whole.toMillis(), TimeUnit.MILLISECONDS);
    }
    return client.execute(target, request, context);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  @Override
  public HttpParams getParams() {
    return client.getParams();
  }

  @Override
  public ClientConnectionManager getConnectionManager() {
    return client.getConnectionManager();
  }
}
