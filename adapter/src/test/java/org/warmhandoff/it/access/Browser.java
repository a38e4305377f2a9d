package org.warmhandoff.it.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * What a browser does of what matters here: it keeps cookies, and sends those of strict sites only
 * with what a page of the same site asks for (RFC 6265bis, 5.6.7). It follows no redirects.
 */
final class Browser {

  private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private record Kept(String value, boolean strict) {}

  private final HttpClient http;
  private final URI site;
  private final Map<String, String> always;
  private final Map<String, Kept> cookies = new LinkedHashMap<>();

  Browser(int port) {
    this(HttpClient.newHttpClient(), URI.create("http://127.0.0.1:" + port), Map.of());
  }

  private Browser(HttpClient http, URI site, Map<String, String> always) {
    this.http = http;
    this.site = site;
    this.always = always;
  }

  /** One that speaks TLS with that port. */
  static Browser overTls(SSLContext tls, int port) {
    var http = HttpClient.newBuilder().sslContext(tls).build();
    return new Browser(http, URI.create("https://127.0.0.1:" + port), Map.of());
  }

  /** One whose requests say that they are passed on for that address. */
  static Browser of(String address, int port) {
    var site = URI.create("http://127.0.0.1:" + port);
    return new Browser(HttpClient.newHttpClient(), site, Map.of("X-Forwarded-For", address));
  }

  /** The same browser, with its cookies, where another process has that address. */
  Browser at(int port) {
    var there = new Browser(port);
    there.cookies.putAll(cookies);
    return there;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path, true).GET());
  }

  /** Events as they come, all of them when the stream has ended. */
  CompletableFuture<HttpResponse<String>> events() {
    var request = request("/api/v1/events", true).header("Accept", "text/event-stream");
    return http.sendAsync(request.build(), BodyHandlers.ofString());
  }

  /** By a link or a redirect of another site. */
  HttpResponse<String> comesFromElsewhere(URI address) throws IOException, InterruptedException {
    return send(request(address.getRawPath() + "?" + address.getRawQuery(), false).GET());
  }

  HttpResponse<String> send(String method, String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request = request(path, true).method(method, BodyPublishers.noBody());
    headers.forEach(request::header);
    return send(request);
  }

  HttpResponse<String> post(String path, Map<String, String> form)
      throws IOException, InterruptedException {
    return post(path, "application/x-www-form-urlencoded", encoded(form));
  }

  HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    return send(
        request(path, true).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(joining("&"));
  }

  /** The token that the form on a page has. */
  static String formToken(HttpResponse<String> page) {
    var token = FORM_TOKEN.matcher(page.body());
    if (!token.find()) {
      throw new AssertionError("no form on a page that was answered " + page.statusCode());
    }
    return token.group(1);
  }

  /** Fills in the form of the page for signing in. */
  HttpResponse<String> signIn(String name, String password)
      throws IOException, InterruptedException {
    var token = formToken(get("/sign-in"));
    return post("/sign-in", Map.of("_csrf", token, "username", name, "password", password));
  }

  private HttpRequest.Builder request(String path, boolean sameSite) {
    var request = HttpRequest.newBuilder(site.resolve(path)).timeout(Duration.ofSeconds(30));
    always.forEach(request::header);
    var sent =
        cookies.entrySet().stream()
            .filter(cookie -> sameSite || !cookie.getValue().strict())
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue().value())
            .collect(joining("; "));
    return sent.isEmpty() ? request : request.header("Cookie", sent);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    answer.headers().allValues("Set-Cookie").forEach(this::keep);
    return answer;
  }

  private void keep(String header) {
    var cookie = HttpCookie.parse(header).get(0);
    if (cookie.getMaxAge() == 0 || cookie.getValue().isEmpty()) {
      cookies.remove(cookie.getName());
    } else {
      var strict = header.toLowerCase(Locale.ROOT).contains("samesite=strict");
      cookies.put(cookie.getName(), new Kept(cookie.getValue(), strict));
    }
  }

  /** The value of a cookie that it keeps; null where there is none of that name. */
  String cookie(String name) {
    return cookies.containsKey(name) ? cookies.get(name).value() : null;
  }
}
