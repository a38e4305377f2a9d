package org.warmhandoff.api.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import org.warmhandoff.config.Config.AuthorizationServer;

/**
 * The public keys of an authorization server as they are now, where the configuration says, or
 * where the server's own metadata says (RFC 8414, OpenID Connect Discovery 1.0).
 */
final class ServersKeys implements JWKSetSource<SecurityContext> {

  private static final int WITHIN_MILLIS = 1_000;
  private static final int MOST_BYTES = 256 * 1024;

  private final AuthorizationServer server;
  private final DefaultResourceRetriever documents =
      new DefaultResourceRetriever(WITHIN_MILLIS, WITHIN_MILLIS, MOST_BYTES);

  ServersKeys(AuthorizationServer server) {
    this.server = server;
  }

  @Override
  public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, SecurityContext context)
      throws KeySourceException {
    try {
      var place = server.jwks().isPresent() ? server.jwks().get() : discovered();
      return JWKSet.parse(documents.retrieveResource(place.toURL()).getContent());
    } catch (IOException | ParseException | IllegalArgumentException cannot) {
      throw new RemoteKeySourceException("the keys cannot be had", cannot);
    }
  }

  private URI discovered() throws IOException, ParseException {
    var issuer = server.issuer().orElseThrow().toString();
    var metadata =
        JSONObjectUtils.parse(
            documents
                .retrieveResource(
                    URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration")
                        .toURL())
                .getContent());
    if (!issuer.equals(JSONObjectUtils.getString(metadata, "issuer"))) {
      throw new IOException("the metadata is of another issuer");
    }
    var keys = JSONObjectUtils.getURI(metadata, "jwks_uri");
    if (keys == null || (!issuer.startsWith("http:") && !"https".equals(keys.getScheme()))) {
      throw new IOException("the metadata names no keys that may be asked for");
    }
    return keys;
  }

  @Override
  public void close() {
    // nothing is kept open
  }
}
