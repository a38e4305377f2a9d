package org.warmhandoff.partner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.warmhandoff.config.PartnerConfig;

/**
 * The connections to one partner, kept open between requests: no redirects, no cookies, no retries
 * of its own. Every request ends when its time is up, reading the answer included: a socket's
 * timeout is per read, so a partner that trickles could hold a lane for longer than its lease.
 */
final class Wire {

  /** More than any page of a search; what is larger would fill the memory. */
  static final int LARGEST_ANSWER = 10 * 1024 * 1024;

  private static final int SECONDS_A_CONNECTION_LASTS = 60;
  private static final int CHUNK = 16 * 1024;

  private final CloseableHttpClient client;
  private final long longestMillis;
  private final ScheduledExecutorService clockwork;

  Wire(PartnerConfig partner, ScheduledExecutorService clockwork) {
    this.client = connections(partner);
    this.longestMillis = partner.timeouts().answer().toMillis();
    this.clockwork = clockwork;
  }

  private static CloseableHttpClient connections(PartnerConfig partner) {
    var answer = (int) partner.timeouts().answer().toMillis();
    // Ended by the alarm instead, it would not be known that nothing has left.
    var connect = Math.min((int) partner.timeouts().connect().toMillis(), answer / 2);
    return HttpClients.custom()
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectTimeout(connect)
                .setConnectionRequestTimeout(connect)
                .setSocketTimeout(answer)
                .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
                .setRedirectsEnabled(false)
                .build())
        .setMaxConnPerRoute(partner.parallel() + 1)
        .setMaxConnTotal(2 * (partner.parallel() + 1))
        .setConnectionTimeToLive(SECONDS_A_CONNECTION_LASTS, TimeUnit.SECONDS)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  /** Sends it and waits for the answer. Never throws for what happens on the way. */
  Reply send(HttpUriRequest request) {
    var alarm = clockwork.schedule(request::abort, longestMillis, TimeUnit.MILLISECONDS);
    try {
      return client.execute(request, response -> read(response, request));
    } catch (IOException failure) {
      return new Reply.Lost(why(failure, request));
    } finally {
      alarm.cancel(false);
    }
  }

  private static Reply read(HttpResponse response, HttpUriRequest request) throws IOException {
    var entity = response.getEntity();
    var body = new ByteArrayOutputStream();
    if (entity != null && !readInto(body, entity)) {
      request.abort(); // else the connection would be read to its end to be used again
      return new Reply.Lost(Reply.Why.TOO_LARGE);
    }
    return new Reply.Heard(
        response.getStatusLine().getStatusCode(), headers(response), body.toByteArray());
  }

  /** False where there is more than anybody should send. */
  private static boolean readInto(ByteArrayOutputStream body, HttpEntity entity)
      throws IOException {
    var chunk = new byte[CHUNK];
    InputStream in = entity.getContent();
    for (var n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      body.write(chunk, 0, n);
      if (body.size() > LARGEST_ANSWER) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> headers(HttpResponse response) {
    var headers = new HashMap<String, String>();
    for (var header : response.getAllHeaders()) {
      headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    return headers;
  }

  private static Reply.Why why(IOException failure, HttpUriRequest request) {
    if (neverLeft(failure)) {
      return Reply.Why.NEVER_LEFT;
    }
    return request.isAborted() || failure instanceof SocketTimeoutException
        ? Reply.Why.TIME_UP
        : Reply.Why.CUT_OFF;
  }

  private static boolean neverLeft(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof ConnectTimeoutException
          || cause instanceof NoRouteToHostException
          || cause instanceof UnknownHostException
          || cause instanceof SSLHandshakeException) {
        return true;
      }
    }
    return false;
  }
}
