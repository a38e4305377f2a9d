package org.warmhandoff.partner.client;

import static org.slf4j.LoggerFactory.getLogger;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.apache.commons.io.output.UnsynchronizedByteArrayOutputStream;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.MessageConstraintException;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpCoreContext;
import org.slf4j.Logger;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.partner.tls.ReloadingTls;

/**
 * The connections to one partner, kept open between requests: no redirects, no cookies, no retries
 * of its own. Every request ends when its time is up, reading the answer included: a socket's
 * timeout is per read, so a partner that trickles could hold a lane for longer than its lease.
 */
public final class HttpTransport {

  /** More than any page of a search; what is larger would fill the memory. */
  static final int LARGEST_ANSWER = 8 * 1024 * 1024;

  /** Of answers larger than this, one at a time is read from a partner. */
  private static final int SMALL_ANSWER = 512 * 1024;

  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_HEADER = 16 * 1024;

  private static final int SECONDS_A_CONNECTION_LASTS = 60;
  private static final int CHUNK = 16 * 1024;

  private static final String[] TLS_VERSIONS = {"TLSv1.3", "TLSv1.2"};
  private static final Logger log = getLogger(HttpTransport.class);

  private final PartnerConfig partner;
  private final long longestMillis;
  private final ScheduledExecutorService clockwork;

  /** Of all partners one conversation at a time holds much; each partner sends one to wait. */
  private static final ReentrantLock LARGE_OF_ALL = new ReentrantLock(true);

  /** Since when, by {@link System#nanoTime}; of no meaning while nobody holds it. */
  private static volatile long largeOfAllSince;

  private final ReentrantLock large = new ReentrantLock(true);
  private final ReloadingTls tls;
  private volatile Optional<SSLContext> context;
  private volatile CloseableHttpClient client;

  /**
   * The connections to that partner; none is opened yet.
   *
   * @param clockwork ends requests whose time is up
   */
  public HttpTransport(PartnerConfig partner, ScheduledExecutorService clockwork) {
    this.partner = partner;
    this.tls = new ReloadingTls(partner.tls());
    this.context = tls.changed();
    this.client = connections(partner, context);
    this.longestMillis = partner.timeouts().answer().toMillis();
    this.clockwork = clockwork;
  }

  private static CloseableHttpClient connections(
      PartnerConfig partner, Optional<SSLContext> context) {
    var answer = (int) partner.timeouts().answer().toMillis();
    // Ended by the alarm instead, it would not be known that nothing has left.
    var connect = Math.min((int) partner.timeouts().connect().toMillis(), answer / 2);
    return HttpClients.custom()
        .setSSLSocketFactory(context.map(HttpTransport::sockets).orElse(null))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectTimeout(connect)
                .setConnectionRequestTimeout(connect)
                .setSocketTimeout(answer)
                .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
                .setRedirectsEnabled(false)
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setMessageConstraints(
                    MessageConstraints.custom()
                        .setMaxHeaderCount(MOST_HEADERS)
                        .setMaxLineLength(LONGEST_HEADER)
                        .build())
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

  /** Whose name a certificate is for is checked always. */
  private static SSLConnectionSocketFactory sockets(SSLContext context) {
    return new SSLConnectionSocketFactory(
        context, TLS_VERSIONS, null, new DefaultHostnameVerifier());
  }

  /** Connections with other certificates end when what is under way on them has ended. */
  private void withPresentCertificates() {
    var present = tls.changed();
    if (present.isPresent()) {
      var before = client;
      context = present;
      client = connections(partner, present);
      var unused =
          clockwork.schedule(() -> closeQuietly(before), 2 * longestMillis, TimeUnit.MILLISECONDS);
    }
  }

  private static void closeQuietly(CloseableHttpClient connections) {
    try {
      connections.close();
    } catch (IOException cannot) {
      log.debug("connections could not be closed");
    }
  }

  /** Sends it and waits for the answer. Never throws for what happens on the way. */
  Reply send(HttpUriRequest request) {
    withPresentCertificates();
    if (tls.isOwn() && context.isEmpty()) {
      return new Reply.Lost(Reply.LossReason.NEVER_LEFT); // better nobody than somebody else
    }
    var alarm = clockwork.schedule(request::abort, longestMillis, TimeUnit.MILLISECONDS);
    var exchange = HttpClientContext.create();
    try {
      return client.execute(request, response -> read(response, request), exchange);
    } catch (IOException failure) {
      return new Reply.Lost(why(failure, request, exchange));
    } catch (IllegalStateException shutDown) {
      // An Error on the way, such as one for want of memory, closes all connections for good.
      client = connections(partner, context);
      return new Reply.Lost(Reply.LossReason.NEVER_LEFT);
    } finally {
      alarm.cancel(false);
    }
  }

  /**
   * Waits until this conversation is the only one that holds much of what was said, until {@link
   * #release}: of this partner, so that the others get their turn, and of all.
   *
   * @return false where another goes on for longer than an answer may take
   */
  boolean holdMuch() {
    if (LARGE_OF_ALL.isHeldByCurrentThread()) {
      return true;
    }
    try {
      var holds =
          (large.isHeldByCurrentThread() || large.tryLock(longestMillis, TimeUnit.MILLISECONDS))
              && LARGE_OF_ALL.tryLock(2 * longestMillis, TimeUnit.MILLISECONDS);
      if (holds) {
        largeOfAllSince = System.nanoTime();
      }
      return holds;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Half of what an answer may take, so that who waits may still get its own in time. What is whole
   * is kept, and what a write is answered is read to its end: else it would be in doubt.
   */
  private boolean isToGiveWay() {
    return LARGE_OF_ALL.hasQueuedThreads()
        && LARGE_OF_ALL.isHeldByCurrentThread()
        && System.nanoTime() - largeOfAllSince > TimeUnit.MILLISECONDS.toNanos(longestMillis / 2);
  }

  /** What was said is not held any more. */
  void release() {
    while (LARGE_OF_ALL.isHeldByCurrentThread()) {
      LARGE_OF_ALL.unlock();
    }
    while (large.isHeldByCurrentThread()) {
      large.unlock();
    }
  }

  private Reply read(HttpResponse response, HttpUriRequest request) throws IOException {
    var entity = response.getEntity();
    var isRead = request.getMethod().equals(HttpGet.METHOD_NAME);
    try (var body = UnsynchronizedByteArrayOutputStream.builder().get()) {
      var lost =
          entity == null ? Optional.<Reply.LossReason>empty() : readInto(body, entity, isRead);
      if (lost.isPresent()) {
        request.abort(); // else the connection would be read to its end to be used again
        return new Reply.Lost(lost.get());
      }
      return new Reply.HttpReply(
          response.getStatusLine().getStatusCode(), headers(response), body.toByteArray());
    }
  }

  /** Empty where all was read, else why not. */
  private Optional<Reply.LossReason> readInto(
      UnsynchronizedByteArrayOutputStream body, HttpEntity entity, boolean isRead)
      throws IOException {
    var chunk = new byte[CHUNK];
    InputStream in = entity.getContent();
    for (var n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      body.write(chunk, 0, n);
      if (body.size() > LARGEST_ANSWER) {
        return Optional.of(Reply.LossReason.TOO_LARGE);
      }
      if (body.size() > SMALL_ANSWER && (!holdMuch() || (isRead && isToGiveWay()))) {
        return Optional.of(Reply.LossReason.TIME_UP);
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> headers(HttpResponse response) {
    var headers = new HashMap<String, String>();
    for (var header : response.getAllHeaders()) {
      headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    return headers;
  }

  private static Reply.LossReason why(
      IOException failure, HttpUriRequest request, HttpContext exchange) {
    if (neverLeft(exchange)) {
      return Reply.LossReason.NEVER_LEFT;
    }
    if (failure instanceof MessageConstraintException) {
      return Reply.LossReason.TOO_LARGE;
    }
    return request.isAborted() || failure instanceof SocketTimeoutException
        ? Reply.LossReason.TIME_UP
        : Reply.LossReason.CUT_OFF;
  }

  /**
   * Whether no byte of the request was written: the client sets this attribute to false before the
   * first, and to true after the last. What went wrong does not tell: a handshake that lasts too
   * long, or one that is reset, fails as a lost answer does.
   */
  private static boolean neverLeft(HttpContext exchange) {
    return exchange.getAttribute(HttpCoreContext.HTTP_REQ_SENT) == null;
  }
}
