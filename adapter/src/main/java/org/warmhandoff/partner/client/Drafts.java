package org.warmhandoff.partner.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.client.api.Header;
import ca.uhn.fhir.rest.client.api.IHttpClient;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.impl.RestfulClientFactory;
import java.util.List;
import java.util.Map;
import org.apache.http.NameValuePair;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.utils.URLEncodedUtils;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.message.BasicNameValuePair;
import org.hl7.fhir.instance.model.api.IBaseBinary;

/**
 * Lets HAPI's clients write requests, and sends none. HAPI asks the factory of the FHIR context for
 * every request, whoever's client it is, so nothing of any partner is known here: what it has
 * written is a {@link DraftRequest}.
 */
public final class Drafts extends RestfulClientFactory {

  /** The factory for clients of that context. */
  public Drafts(FhirContext fhir) {
    super(fhir);
    setServerValidationMode(ServerValidationModeEnum.NEVER);
  }

  @Override
  public IHttpClient getHttpClient(
      StringBuilder url,
      Map<String, List<String>> ifNoneExistParams,
      String ifNoneExistString,
      RequestTypeEnum method,
      List<Header> headers) {
    return new Pen(method.name(), url.toString());
  }

  @Override
  protected IHttpClient getHttpClient(String base) {
    return new Pen(RequestTypeEnum.GET.name(), base);
  }

  @Override
  public <T> void setHttpClient(T client) {
    throw new UnsupportedOperationException("requests go over the wire of their partner");
  }

  @Override
  public void setProxy(String host, Integer port) {
    throw new UnsupportedOperationException("requests go over the wire of their partner");
  }

  @Override
  protected void resetHttpClient() {
    // nothing is kept
  }

  /** What HAPI writes one request with. */
  private record Pen(String method, String url) implements IHttpClient {

    @Override
    public IHttpRequest createByteRequest(
        FhirContext fhir, String contents, String contentType, EncodingEnum encoding) {
      var body = new ByteArrayEntity(contents.getBytes(UTF_8), ContentType.parse(contentType));
      return new DraftRequest(method, url, contents, body);
    }

    @Override
    public IHttpRequest createParamRequest(
        FhirContext fhir, Map<String, List<String>> parameters, EncodingEnum encoding) {
      var pairs =
          parameters.entrySet().stream()
              .flatMap(one -> one.getValue().stream().map(value -> pair(one.getKey(), value)))
              .toList();
      var text = URLEncodedUtils.format(pairs, UTF_8);
      return new DraftRequest(method, url, text, new UrlEncodedFormEntity(pairs, UTF_8));
    }

    private static NameValuePair pair(String name, String value) {
      return new BasicNameValuePair(name, value);
    }

    @Override
    public IHttpRequest createBinaryRequest(FhirContext fhir, IBaseBinary binary) {
      throw new UnsupportedOperationException("no Binary is sent by itself");
    }

    @Override
    public IHttpRequest createGetRequest(FhirContext fhir, EncodingEnum encoding) {
      return new DraftRequest(method, url);
    }
  }
}
