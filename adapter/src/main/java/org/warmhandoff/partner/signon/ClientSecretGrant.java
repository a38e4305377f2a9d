package org.warmhandoff.partner.signon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.http.HttpHeaders;
import org.apache.http.NameValuePair;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.message.BasicNameValuePair;
import org.warmhandoff.config.PartnerConfig.SignOn.ClientSecret;
import org.warmhandoff.partner.client.Credentials.Exchange;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;

/** Client credentials with a secret (RFC 6749, 4.4). */
record ClientSecretGrant(ClientSecret client) implements Grant {

  @Override
  public PartnerAnswer<HttpUriRequest> request(Exchange exchange) {
    var form = new ArrayList<NameValuePair>();
    form.add(new BasicNameValuePair("grant_type", "client_credentials"));
    if (!client.scopes().isEmpty()) {
      form.add(new BasicNameValuePair("scope", String.join(" ", client.scopes())));
    }
    var request =
        RequestBuilder.post(client.tokenUrl()).setHeader(HttpHeaders.ACCEPT, "application/json");
    if (client.inForm()) {
      form.add(new BasicNameValuePair("client_id", client.clientId()));
      form.add(new BasicNameValuePair("client_secret", client.clientSecret()));
    } else {
      request.setHeader(
          HttpHeaders.AUTHORIZATION,
          BasicCredentials.header(encoded(client.clientId()), encoded(client.clientSecret())));
    }
    return PartnerAnswer.of(request.setEntity(new UrlEncodedFormEntity(form, UTF_8)).build());
  }

  /** RFC 6749, 2.3.1: encoded as in a form before they become user and password. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public Optional<PartnerFailure> against(TokenReply given) {
    return Optional.empty();
  }

  @Override
  public String received(TokenReply reply) {
    return "";
  }

  @Override
  public boolean asksForLess(TokenReply refusal) {
    return false;
  }

  @Override
  public boolean sparesOpenQuestions() {
    return false;
  }

  @Override
  public List<String> steps() {
    return List.of();
  }
}
