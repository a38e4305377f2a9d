package org.warmhandoff.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Forms that people send are small, and read here: the server itself would read them without the
 * pace that {@link SlowBodies} asks for, and together with what stands in the address.
 */
public final class SmallForms extends OncePerRequestFilter {

  private static final int LARGEST = 4 * 1024;

  private static final Set<String> READING = Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return isEmpty(request) && READING.contains(request.getMethod());
  }

  private static boolean isEmpty(HttpServletRequest request) {
    return request.getContentLengthLong() <= 0
        && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isEmpty(request)) {
      chain.doFilter(new WithFields(request, Map.of()), response);
      return;
    }
    var length = request.getContentLengthLong();
    if (length < 0 || length > LARGEST || !isForm(request)) {
      Problem.write(
          response,
          Problem.of(
              HttpStatus.CONTENT_TOO_LARGE,
              "no-small-form",
              "A form of at most " + LARGEST + " bytes, with its Content-Length, is taken here."));
      return;
    }
    var fields = fields(request.getInputStream().readNBytes((int) length));
    if (fields.isPresent()) {
      chain.doFilter(new WithFields(request, fields.get()), response);
    } else {
      Problem.write(
          response,
          Problem.of(
              HttpStatus.BAD_REQUEST, "no-form", "What was sent is not encoded as a form is."));
    }
  }

  private static boolean isForm(HttpServletRequest request) {
    try {
      return Optional.ofNullable(request.getContentType())
          .map(MediaType::parseMediaType)
          .filter(MediaType.APPLICATION_FORM_URLENCODED::includes)
          .isPresent();
    } catch (InvalidMediaTypeException none) {
      return false;
    }
  }

  /** Empty where they are not encoded as they should be: {@code %zz}. */
  private static Optional<Map<String, String[]>> fields(byte[] body) throws IOException {
    var fields = new LinkedHashMap<String, String[]>();
    try {
      new FormHttpMessageConverter()
          .read(null, new Body(body))
          .forEach((name, values) -> fields.put(name, values.toArray(String[]::new)));
      return Optional.of(fields);
    } catch (HttpMessageNotReadableException | IllegalArgumentException no) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // read once, and never compared
  private record Body(byte[] bytes) implements HttpInputMessage {

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public HttpHeaders getHeaders() {
      return HttpHeaders.EMPTY;
    }
  }

  private static final class WithFields extends HttpServletRequestWrapper {

    private final Map<String, String[]> fields;

    WithFields(HttpServletRequest request, Map<String, String[]> fields) {
      super(request);
      this.fields = fields;
    }

    @Override
    public String getParameter(String name) {
      var values = fields.get(name);
      return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return Collections.unmodifiableMap(fields);
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.enumeration(fields.keySet());
    }

    @Override
    public String[] getParameterValues(String name) {
      var values = fields.get(name);
      return values == null ? null : values.clone();
    }
  }
}
